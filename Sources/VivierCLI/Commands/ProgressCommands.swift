import API
import ArgumentParser

extension SchoolCommand {
    struct Progress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Where a school stands on its way to a published round, and what comes next.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The school's id.") var id: Organisation.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showProgress, path: [id])) { progress in
                    for step in SchoolProgress.Step.allCases {
                        let isDone = progress.done.contains(step)
                        write(isDone ? .done : progress.next == step ? .open : .later, words(step))
                    }
                }
            }
        }

        private func words(_ step: SchoolProgress.Step) -> String {
            switch step {
            case .enrol: said("enrol a cohort", "inscrire une promotion")
            case .readiness: said("profiles and free time", "profils et disponibilités")
            case .teams: said("teams", "équipes")
            case .round: said("open a round", "ouvrir une session")
            case .run: said("diagnose and run it", "la diagnostiquer et lancer le calcul")
            case .publish: said("publish it", "la publier")
            }
        }
    }
}

extension StudentCommand {
    struct Progress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Where the student whose token it is stands, and what comes next.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id, or me.") var student: StudentArgument = .me

        func run() async throws {
            try await reporting {
                let id = try await global.student(student)
                try global.show(try await global.client.call(Endpoints.showStudentProgress, path: [id])) { progress in
                    for stage in progress.steps { write(stage.state, words(stage.step)) }
                }
            }
        }

        private func words(_ step: StudentProgress.Step) -> String {
            switch step {
            case .profile: said("profile", "profil")
            case .availability: said("free time", "disponibilités")
            case .ranking: said("ranking of the cases", "classement des cas")
            case .consents: said("who may see you", "qui peut vous voir")
            case .outcome: said("what the round gave", "ce que la session a donné")
            }
        }
    }
}

extension CompanyCommand {
    struct Progress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Where a company stands with its cases, and what comes next.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The company's id.") var id: Organisation.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showCompanyProgress, path: [id])) { print(words($0)) }
            }
        }

        private func words(_ progress: CompanyProgress) -> String {
            switch progress.next {
            case .post: return said("Post a case.", "Déposez un cas.")
            case .answer:
                let (count, title) = (progress.awaiting?.open ?? 0, progress.awaiting?.case.title ?? "")
                let teams = counted(count, "team awaits", "teams await", "équipe attend", "équipes attendent")
                return said("\(teams) your answer for “\(title)”.", "\(teams) votre réponse pour «\u{A0}\(title)\u{A0}».")
            case .meet:
                let cases = counted(
                    progress.count([.matched]), "case has its team", "cases have their team", "cas a son équipe", "cas ont leur équipe")
                return said("\(cases): see them.", "\(cases)\u{A0}: voyez-les.")
            case .finish:
                let title = progress.draft?.title ?? ""
                return said("Finish the draft “\(title)”.", "Terminez le brouillon «\u{A0}\(title)\u{A0}».")
            case .wait:
                return said(
                    "The cases are published; the schools match them in their next round.",
                    "Les cas sont publiés\u{A0}; les écoles les affecteront à leur prochaine session.")
            }
        }
    }
}

/// A line of what is done and what is not.
private func write(_ state: StudentProgress.State, _ words: String) {
    let mark =
        switch state {
        case .done: said("done ", "fait      ")
        case .open: said("to do", "à faire   ")
        case .later: said("later", "plus tard ")
        case .over: said("over ", "terminé   ")
        }
    print("\(mark)  \(words)")
}
