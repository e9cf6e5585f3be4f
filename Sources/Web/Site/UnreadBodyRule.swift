import NIOCore
import NIOHTTP1

/// Whoever is answered before the body has come may say the rest, for a moment: after that the connection ends, since nobody reads on for ever
/// what nobody wants.
final class UnreadBodyRule: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Long enough for a client to see the answer, and for what is already on its way.
    static let grace = TimeAmount.seconds(5)

    private var isSaid = true
    private var ending: Scheduled<Void>?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: isSaid = false
        case .body: break
        case .end:
            isSaid = true
            stay()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data), !isSaid, ending == nil {
            let channel = context.channel
            ending = context.eventLoop.scheduleTask(in: Self.grace) { channel.close(promise: nil) }
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stay()
        context.fireChannelInactive()
    }

    private func stay() {
        ending?.cancel()
        ending = nil
    }
}
