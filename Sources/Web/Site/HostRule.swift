import NIOCore
import NIOHTTP1

/// A request of HTTP/1.1 names one host, once (RFC 9112, 3.2). One that does not is marked, since what comes later sees neither the version nor
/// the field itself: it then bears two `Host` fields, of which ``Reception`` sees the second and refuses. HTTP/1.0 needs none, and whatever watches
/// the service sends none.
final class HostRule: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        let hosts = head.headers["Host"]
        if hosts.count != 1, !hosts.isEmpty || head.version != .http1_0 {
            head.headers.replaceOrAdd(name: "Host", value: "")
            head.headers.add(name: "Host", value: "")
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Puts the rule where requests are still as HTTP/1 has them.
    final class Placing: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = Any

        func handlerAdded(context: ChannelHandlerContext) {
            let pipeline = context.pipeline.syncOperations
            do {
                let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                try pipeline.addHandler(HostRule(), position: .after(decoder))
                try pipeline.addHandler(ParserRule(), position: .after(decoder))
                try pipeline.addHandler(UnreadBodyRule(), position: .after(decoder))
            } catch {
                context.fireErrorCaught(error)
            }
        }
    }
}
