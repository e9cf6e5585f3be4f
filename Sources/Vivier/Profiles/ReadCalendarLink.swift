package import API
import Formats
package import Foundation
import Links
import Postgres

/// What a calendar says that is read once from its link. The link is often a secret: it stands in no row, no log and no line of the audit.
package struct ReadCalendarLink: Recalled {
    package var student: Student.ID
    package var link: CalendarLink
    package var today: Date
    private var file: [UInt8] = []

    package init(student: Student.ID, link: CalendarLink, today: Date = .now) {
        self.student = student
        self.link = link
        self.today = today
    }

    package var needs: Permission { .stateOwnProfile }
    package var audited: Audited? { Audited("readCalendarLink", student) }
    package static var isolation: Isolation { .readCommitted }

    package func prepared(in application: Application, by caller: Caller) async throws -> ReadCalendarLink {
        guard caller.student == student else { throw GeneralRefusal.missing(.student) }
        var prepared = self
        do {
            prepared.file = try await application.links.read(link.address, most: CalendarFile.mostBytes, opening: "BEGIN:")
        } catch {
            throw CalendarRefusal(error)
        }
        return prepared
    }

    /// To ask twice does nothing twice.
    package func keepsake(of answer: CalendarReading) -> String? { "read" }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> CalendarReading { try await run(in: work) }

    package func run(in work: UnitOfWork) async throws -> CalendarReading {
        try await ReadCalendar.read(file, of: student, today: today, at: "/address", in: work)
    }
}

extension CalendarRefusal {
    init(_ fault: LinkFault) {
        let (code, en, fr) =
            switch fault {
            case .notALink:
                (
                    "not-a-link", "Give the whole link of the calendar: https://… or webcal://…, without a password in it.",
                    "Donnez le lien entier du calendrier : https://… ou webcal://…, sans mot de passe dedans."
                )
            case .notPublic:
                (
                    "not-public", "This link leads to an address that is not on the public internet. Download the file, and bring it here.",
                    "Ce lien mène à une adresse qui n’est pas sur l’internet public. Téléchargez le fichier, et apportez-le ici."
                )
            case .unreachable:
                (
                    "unreachable", "Nothing answered at this link in time. Try it in your browser, or bring the file.",
                    "Rien n’a répondu à temps à ce lien. Essayez-le dans votre navigateur, ou apportez le fichier."
                )
            case .status(let status):
                (
                    "bad-status", "The calendar’s server answers with an error (\(status)). Perhaps the link is no longer valid.",
                    "Le serveur du calendrier répond par une erreur (\(status)). Le lien n’est peut-être plus valable."
                )
            case .tooLarge:
                (
                    "too-large", "The calendar is larger than \(CalendarFile.mostBytes >> 20) MiB. Export a shorter time.",
                    "Le calendrier dépasse \(CalendarFile.mostBytes >> 20) Mio. Exportez une période plus courte."
                )
            case .otherKind:
                (
                    "no-calendar", "What stands at this link is no calendar: perhaps it is a page. Look there for “iCal” or “subscribe”.",
                    "Ce lien ne mène pas à un calendrier : peut-être à une page. Cherchez-y « iCal » ou « s’abonner »."
                )
            case .busy:
                (
                    "busy", "Several calendars are being read at this moment. Try again shortly.",
                    "Plusieurs calendriers sont lus en ce moment. Réessayez dans un instant."
                )
            }
        self.init(code, at: "/address", en: en, fr: fr)
    }
}
