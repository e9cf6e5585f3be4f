import API
import Vivier

/// What a line of the audit is about, as its reader may know it: by its name, else by its kind; never by an id alone.
struct AuditObject {
    var entry: AuditEntry
    /// Whoever reads the line.
    var reader: Role
    var say: Words

    var html: HTML {
        // The id stands on what is said; a company has none of a person, nor of what a line from before does not say to be none.
        guard let object = entry.object, !isOfThePool, !isUntold(object) else { return "\(text)" }
        return "<span title=\"\(object)\">\(text)</span>"
    }

    var text: String {
        guard let object = entry.object else { return "–" }
        let told = AuditedObject(object)
        guard !told.ids.isEmpty else { return Role(rawValue: object).map { say($0.inWords) } ?? object }
        let name = entry.objectName ?? unnamed
        return switch told.decision {
        case .pin: say("pin: \(name)", "fixée\u{A0}: \(name)")
        case .ban: say("ban: \(name)", "exclue\u{A0}: \(name)")
        case .conflict: say("conflict of interest: \(name)", "conflit d’intérêts\u{A0}: \(name)")
        case .veto, nil: name
        }
    }

    /// A company reads the name of a person where each look leaves a receipt, and this is no such place.
    private var isOfThePool: Bool { isUnnamedToCompany && (entry.objectKind == "student" || entry.objectKind == "prospect") }

    private func isUntold(_ object: String) -> Bool {
        isUnnamedToCompany && entry.objectKind == nil && AuditedObject(object).ids.count == 1
    }

    private var isUnnamedToCompany: Bool { entry.objectName == nil && [.companyOwner, .company, .recruiter].contains(reader) }

    private var unnamed: String {
        if isOfThePool { return say("somebody of the talent pool", "une personne du vivier") }
        return switch entry.action {
        case "dropRoster": say("a list of students, thrown away since", "une liste d’étudiants, jetée depuis")
        case "signIn", "signOut": say("a session", "une connexion")
        default: say("something that is gone or is not yours to see", "une chose disparue ou que vous ne pouvez pas voir")
        }
    }
}
