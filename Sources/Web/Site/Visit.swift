import API
import Foundation
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

extension Visit {
    /// The ids among parameters of the address, as the audit names them; nil where none is one. Whatever else stands there is not for the audit.
    func ids(_ names: [String]) -> String? {
        let ids = names.compactMap { parameters.get($0).flatMap { UUID(text: $0) } }
        return ids.isEmpty ? nil : ids.map { $0.text }.joined(separator: " ")
    }

    var parameterNames: [String] { parameters.map { String($0.key) } }

    /// What they are the ids of, where it is one.
    func kind(_ names: [String]) -> String? { names.count == 1 ? names.first : nil }
}
