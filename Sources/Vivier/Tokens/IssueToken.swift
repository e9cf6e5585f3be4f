package import API
import Foundation
import Postgres

/// Issues a token for a program or a person; its secret is in the answer and nowhere else.
///
/// An operator issues every role; others those of ``API/Role`` that ``Role/issues`` names, in their own organisation, and to somebody only who
/// is a member there in that role already: a token makes nobody a member.
package struct IssueToken: Recalled {
    package var draft: TokenDraft

    package init(draft: TokenDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        case role(Role)
        case issuedAlready(String)

        package var reason: RefusalReason {
            switch self {
            case .role(let role):
                RefusalReason(
                    .denied, code: "role-not-yours", en: "You cannot issue tokens of the role \(role.rawValue).",
                    fr: "Vous ne pouvez pas émettre de jeton du rôle \(role.rawValue).")
            case .issuedAlready(let token):
                RefusalReason(
                    .conflict, code: "issued-already",
                    en: "Token \(token) was issued when this was first asked for. Its secret stood in that answer alone: where it was "
                        + "lost, revoke the token and issue another with a new key.",
                    fr: "Le jeton \(token) a été émis à la première demande. Son secret ne figurait que dans cette réponse\u{A0}: s’il "
                        + "est perdu, révoquez le jeton et émettez-en un autre avec une nouvelle clé.")
            }
        }
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("issueToken", draft.role.rawValue) }

    package func keepsake(of answer: IssuedToken) -> String? { answer.token.id.description }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> IssuedToken { throw No.issuedAlready(keepsake) }

    package func run(in work: UnitOfWork) async throws -> IssuedToken {
        guard work.caller.role.issues.contains(draft.role) else { throw No.role(draft.role) }
        try await work.standOnOwnAccess()
        let organisation = try await work.organisation(named: draft.organisation, for: draft.role)
        var checks = FieldChecks()
        let label = checks.line(draft.label, at: "/label", 1...100) ?? ""
        let days = draft.days ?? 90
        if !(1...365).contains(days) {
            checks.refuse("/days", "out-of-range", en: "A token lasts 1 to 365 days.", fr: "Un jeton dure de 1 à 365 jours.")
        }
        let isOfStudent = draft.role == .student
        if isOfStudent ? draft.student == nil && draft.email == nil : draft.student != nil {
            checks.refuse(
                "/student", "role", en: "A token of the role student names its student, or the e-mail on the roster; no other does.",
                fr: "Un jeton du rôle student nomme son étudiant, ou l’adresse de la liste de classe\u{A0}; aucun autre ne le fait.")
        }
        checkPermissions(&checks)
        let email = checks.email(draft.email, at: "/email")
        try checks.end()
        var named = self
        if isOfStudent, draft.student == nil, let email { named.draft.student = try await student(email, of: organisation, in: work) }
        let account = try await named.account(email, organisation, in: work)
        return try await named.store(organisation, account, label: label, days: days, in: work)
    }

    /// Whom the school enrolled with the address.
    private func student(_ email: String, of school: Organisation.ID?, in work: UnitOfWork) async throws -> Student.ID {
        let found = try await work.execute(
            "SELECT s.id FROM student s WHERE s.school_id = \(school) AND lower(s.email) = lower(\(email)) LIMIT 2"
        ).decode(Student.ID.self)
        guard let student = found.first else {
            throw GeneralRefusal.field(
                "/email", "no-such-student", en: "No student of this school has this e-mail. Check it, or name the student by the id.",
                fr: "Aucun étudiant de cette école n’a cette adresse. Vérifiez-la, ou nommez l’étudiant par son identifiant.")
        }
        guard found.count == 1 else {
            throw GeneralRefusal.field(
                "/email", "several-students",
                en: "Several students of this school have this e-mail. Name the one that is meant by the id.",
                fr: "Plusieurs étudiants de cette école ont cette adresse. Nommez par son identifiant celui dont il s’agit.")
        }
        return student
    }

    private func checkPermissions(_ checks: inout FieldChecks) {
        guard let permissions = draft.permissions else { return }
        if permissions.isEmpty {
            checks.refuse(
                "/permissions", "count", en: "A token that may nothing is none: leave the field out, or name what it may.",
                fr: "Un jeton qui ne peut rien n’en est pas un : omettez ce champ, ou dites ce qu’il peut.")
        }
        for (index, permission) in permissions.enumerated() where permission == .manageTokens || !permission.roles.contains(draft.role) {
            checks.refuse(
                "/permissions/\(index)", "not-of-role",
                en: "A narrowed token of the role \(draft.role.rawValue) cannot have \(permission.rawValue).",
                fr: "Un jeton restreint du rôle \(draft.role.rawValue) ne peut pas avoir \(permission.rawValue).")
        }
    }

    /// The account of the address; for an operator made where there is none, with its membership.
    ///
    /// - Throws: for everybody else, alike whether the address is somebody's elsewhere or nobody's, where it is no member's in the role.
    private func account(_ email: String?, _ organisation: Organisation.ID?, in work: UnitOfWork) async throws -> Identifier<Account>? {
        guard let email else { return nil }
        guard work.caller.role == .operator else {
            let rows = try await work.execute(
                """
                SELECT a.id FROM account a JOIN membership m ON m.account_id = a.id
                WHERE lower(a.email) = lower(\(email)) AND m.role = \(draft.role.rawValue) AND m.organisation_id = \(organisation)
                    AND m.student_id IS NOT DISTINCT FROM \(draft.student)
                """)
            guard let row = rows.first else { throw Self.noMember }
            return try row.decode(Identifier<Account>.self)
        }
        let account = try await work.execute("SELECT account_for(\(email), \(work.caller.language.rawValue))")[0]
            .decode(Identifier<Account>.self)
        do throws(PostgresError) {
            _ = try await work.execute(
                """
                INSERT INTO membership (account_id, organisation_id, role, student_id)
                VALUES (\(account), \(organisation), \(draft.role.rawValue), \(draft.student))
                ON CONFLICT ON CONSTRAINT membership_once DO NOTHING
                """)
        } catch {
            guard error.constraint == "membership_student_fk" else { throw error }
            throw Self.unknownStudent
        }
        return account
    }

    private func store(
        _ organisation: Organisation.ID?, _ account: Identifier<Account>?, label: String, days: Int, in work: UnitOfWork
    ) async throws -> IssuedToken {
        let secret = TokenSecret.random()
        let permissions = draft.permissions.map { Set($0).sorted { $0.rawValue < $1.rawValue } }
        do throws(PostgresError) {
            let caller = work.caller
            let (id, createdAt, expiresAt, issuer) = try await work.execute(
                """
                INSERT INTO token (sha256, role, organisation_id, account_id, student_id, issued_by, issuer_id, issued_with, label, permissions,
                    expires_at)
                VALUES (\(secret.digest), \(draft.role.rawValue), \(organisation), \(account), \(draft.student), \(caller.role.rawValue),
                    coalesce(\(caller.account)::uuid, (SELECT t.issuer_id FROM token t WHERE t.id = \(caller.token))), \(caller.token), \(label),
                    \(permissions?.map(\.rawValue))::text[], now() + make_interval(days => \(days)::integer))
                RETURNING id, created_at, expires_at, (SELECT a.email FROM account a WHERE a.id = issuer_id)
                """)[0].decode(Token.ID.self, Date.self, Date.self, String?.self)
            return IssuedToken(
                token: Token(
                    id: id, role: draft.role, organisation: organisation, label: label, createdAt: createdAt, expiresAt: expiresAt,
                    revokedAt: nil, lastUsedAt: nil, permissions: permissions, issuedBy: caller.role, issuer: issuer),
                secret: secret.text)
        } catch {
            guard error.constraint == "token_student_fk" else { throw error }
            throw Self.unknownStudent
        }
    }

    private static let noMember = GeneralRefusal.field(
        "/email", "not-a-member", en: "Nobody with this address is a member here in this role. Invite them first, or leave the field out.",
        fr: "Personne à cette adresse n’est membre ici dans ce rôle. Invitez d’abord cette personne, ou omettez ce champ.")

    private static let unknownStudent = GeneralRefusal.field(
        "/student", "unknown", en: "The school has no such student. Check the identifier.",
        fr: "L’école n’a pas cet étudiant. Vérifiez l’identifiant.")
}

extension Role {
    /// The roles whose tokens this role may issue.
    package var issues: Set<Role> {
        switch self {
        case .operator: Set(Role.allCases)
        case .networkOperator: [.networkOperator]
        case .schoolAdmin: [.schoolAdmin, .supervisor, .student]
        case .companyOwner: [.companyOwner, .company, .recruiter, .contributor]
        case .supervisor, .company, .recruiter, .student, .contributor: []
        }
    }

    /// What kind of organisation a role acts in; nil for an operator, who acts in none.
    var organisationKind: OrganisationKind? {
        switch self {
        case .operator: nil
        case .networkOperator: .network
        case .schoolAdmin, .supervisor, .student: .school
        case .companyOwner, .company, .recruiter, .contributor: .company
        }
    }
}

extension Role: PostgresEncodable, PostgresDecodable {}

extension FieldChecks {
    /// An address to which mail could be sent: whether it exists only a mail can tell.
    mutating func email(_ text: String?, at pointer: String) -> String? {
        guard let address = line(text, at: pointer, 3...254) else { return nil }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count != 2 || parts.contains(where: \.isEmpty) || address.contains(where: \.isWhitespace) {
            refuse(
                pointer, "email", en: "It is no e-mail address: something like name@example.org is expected.",
                fr: "Ce n’est pas une adresse électronique : on attend quelque chose comme nom@example.org.")
        }
        return address
    }
}

extension UnitOfWork {
    /// Where a role acts: nowhere in particular for an operator, else in an organisation of the kind that the role belongs to.
    ///
    /// - Parameter named: the caller's own where it is nil.
    func organisation(named: Organisation.ID?, for role: Role) async throws -> Organisation.ID? {
        if let named, caller.role != .operator, named != caller.organisation {
            throw GeneralRefusal.field(
                "/organisation", "foreign", en: "That is not your organisation. Leave the field out.",
                fr: "Ce n’est pas votre organisation. Laissez ce champ vide.")
        }
        let organisation = named ?? caller.organisation
        guard let kind = role.organisationKind else {
            if organisation == nil { return nil }
            throw GeneralRefusal.field(
                "/organisation", "not-applicable", en: "An operator belongs to no organisation. Leave the field out.",
                fr: "Un opérateur n’appartient à aucune organisation. Laissez ce champ vide.")
        }
        guard let organisation else {
            throw GeneralRefusal.field(
                "/organisation", "missing", en: "Name the organisation that it is for.",
                fr: "Nommez l’organisation concernée.")
        }
        let found = try await execute("SELECT FROM organisation WHERE id = \(organisation) AND kind = \(kind.rawValue)")
        guard !found.isEmpty else {
            throw GeneralRefusal.field(
                "/organisation", "unknown", en: "There is no such \(kind.rawValue). Check the identifier.",
                fr: "\(kind.sentence.fr) est introuvable. Vérifiez l’identifiant.")
        }
        return organisation
    }
}
