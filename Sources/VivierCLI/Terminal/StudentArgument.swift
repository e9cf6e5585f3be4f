import API
import ArgumentParser
import Foundation

/// A student as a command names one: by the id, or `me` for the student whose token it is.
enum StudentArgument: ExpressibleByArgument {
    case me
    case id(Student.ID)

    init?(argument: String) {
        if argument == "me" || argument == "moi" {
            self = .me
        } else {
            guard let id = Student.ID(argument) else { return nil }
            self = .id(id)
        }
    }
}

extension GlobalOptions {
    func student(_ argument: StudentArgument) async throws -> Student.ID {
        switch argument {
        case .id(let id): id
        case .me: try await ownStudent().id
        }
    }

    /// The student whose token it is, and the school.
    func ownStudent() async throws -> (id: Student.ID, organisation: OrganisationReference?) {
        let caller = try await client.call(Endpoints.whoami)
        guard let own = caller.student else {
            throw CommandFailure.usage(
                said(
                    "Only a student’s token knows who “me” is: name the student by the id.",
                    "Seul le jeton d’un étudiant sait qui est «\u{A0}me\u{A0}»\u{A0}: nommez l’étudiant par son id."))
        }
        return (own, caller.organisation)
    }

    /// The team of a student, and the rounds in which it can rank cases.
    func showTeam(of student: Student) async throws {
        if let id = student.team {
            let team = try await client.call(Endpoints.showTeam, path: [id])
            let names = team.members.map { "\($0.givenName) \($0.familyName)" }.joined(separator: ", ")
            line("team", "\(team.name) (\(team.id)): \(names)")
        }
        for round in student.openRounds ?? [] { line("round", "\(round.name) (\(round.id))") }
    }
}
