import API
import Postgres

/// A round is held by the school or the network that opened it; schools whose cohorts take part see their own teams of it.
enum RoundHolder {
    enum No: Refusal {
        case anothers

        var reason: RefusalReason {
            RefusalReason(
                .denied, code: "not-round-holder",
                en:
                    "The round is held by a network that your school takes part in: what it says of other schools’ teams is not yours to see. "
                    + "Ask the operator of the service; anybody can check a published run by the files of its public proof.",
                fr:
                    "La session est tenue par un réseau auquel votre école participe\u{A0}: ce qu’elle dit des équipes d’autres écoles ne vous est "
                    + "pas montré. Adressez-vous à l’opérateur du service\u{A0}; chacun peut vérifier un calcul publié par les fichiers de sa preuve publique."
            )
        }
    }
}

extension UnitOfWork {
    /// - Throws: ``RoundHolder/No`` for whoever sees the round and does not hold it.
    func requireHolder(_ holder: Organisation.ID) throws(RoundHolder.No) {
        guard caller.role == .operator || caller.organisation == holder else { throw .anothers }
    }

    /// The same of a run; who does not see it is told that there is none.
    func requireHolder(of run: Run.ID) async throws {
        try requireHolder(try await one("SELECT organisation_id FROM run WHERE id = \(run)", orMissing: .run).decode(Organisation.ID.self))
    }
}
