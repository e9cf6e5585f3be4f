import API
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import Vivier

/// What the parser of HTTP refuses is answered by the server underneath with 400 and an empty body. Here, where answers are still as HTTP/1 has
/// them, that one gets a body like every other refusal has (RFC 9457).
final class ParserRule: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Once set it stays: nothing is read from this connection any more.
    private var refused: Failure?

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? HTTPParserError { refused = error == .headerOverflow ? .headTooLarge : .noHTTP }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // An answer to a request before it, which may still be on its way, is none of these.
        guard let refused, case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest,
            head.headers["Content-Length"] == ["0"]
        else { return context.write(data, promise: promise) }
        let requestID = RequestIdentity.of(nil)
        let body = (try? JSONForm.encoder.encode(refused.problem(requestID: requestID, language: .english))) ?? Data("{}".utf8)
        head.status = HTTPResponseStatus(statusCode: refused.status.code)
        head.headers.replaceOrAdd(name: "Content-Length", value: String(body.count))
        head.headers.replaceOrAdd(name: "Content-Type", value: "application/problem+json")
        head.headers.replaceOrAdd(name: "X-Request-Id", value: requestID)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    }
}
