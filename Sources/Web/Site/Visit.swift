import Hummingbird
import Vivier

/// One request on its way through the site: where it came from, how it is called in the logs, which language it is answered in.
struct Visit: RequestContext {
    var coreContext: CoreRequestContextStorage
    var requestID = ""
    var language = Language.english
    /// The address of whoever opened the connection; nil over a Unix socket.
    var address: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress
    }
}
