package import API
import Postgres

/// The stages through which a company follows a student.
///
/// - `spotted` → contacted, met, offer; declined
/// - `contacted` → met, offer; declined; back to spotted
/// - `met` → offer; declined; back to spotted, contacted
/// - `offer` → hired, declined; back to spotted, contacted, met
/// - `hired`, `declined`: the end; reopened only back to spotted, contacted, met or offer
///
/// Stages may be passed over, as people meet without a letter before; but nobody is hired without an offer. A move back corrects an
/// error or begins anew, and says why in a note.
extension Prospect.Stage {
    package enum Move: Sendable, Equatable {
        case forward
        /// It needs a note.
        case back
        /// The stage has no such exit.
        case none
    }

    package func move(to next: Prospect.Stage) -> Move {
        switch (self, next) {
        case (.spotted, .contacted), (.spotted, .met), (.spotted, .offer), (.contacted, .met), (.contacted, .offer), (.met, .offer),
            (.offer, .hired), (.spotted, .declined), (.contacted, .declined), (.met, .declined), (.offer, .declined):
            .forward
        case (.contacted, .spotted), (.met, .spotted), (.met, .contacted), (.offer, .spotted), (.offer, .contacted), (.offer, .met),
            (.hired, .spotted), (.hired, .contacted), (.hired, .met), (.hired, .offer), (.declined, .spotted), (.declined, .contacted),
            (.declined, .met), (.declined, .offer):
            .back
        case (.spotted, .hired), (.contacted, .hired), (.met, .hired), (.hired, .declined), (.declined, .hired),
            (.spotted, .spotted), (.contacted, .contacted), (.met, .met), (.offer, .offer), (.hired, .hired), (.declined, .declined):
            .none
        }
    }
}

extension Prospect.Stage: PostgresEncodable, PostgresDecodable {}
