import NIOCore
import NIOHTTP1

/// Whoever is answered before the body has come may say the rest, for a moment: after that the answer is the last, and a while later the connection
/// ends, since nobody reads on for ever what nobody wants.
final class UnreadBodyRule: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// For what is already on its way.
    static let grace = TimeAmount.seconds(5)
    /// For a client that says all before it reads: a connection that is closed with something unread loses the answer.
    static let leave = TimeAmount.seconds(30)

    /// Requests that were said to their end, and those that were answered to theirs. Others may wait behind the one that is answered.
    private var (said, answered) = (0, 0)
    private var endings: [Scheduled<Void>] = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) {
            said += 1
            if said >= answered { stay() }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            answered += 1
            if said < answered, endings.isEmpty {
                let channel = context.channel
                endings = [
                    context.eventLoop.scheduleTask(in: Self.grace) { channel.close(mode: .output, promise: nil) },
                    context.eventLoop.scheduleTask(in: Self.leave) { channel.close(promise: nil) },
                ]
            }
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stay()
        context.fireChannelInactive()
    }

    private func stay() {
        for ending in endings { ending.cancel() }
        endings = []
    }
}
