import API
import Foundation
import TestSupport
import Vivier

/// How to ask an endpoint for something sensible, and what it must answer when the thing is somebody else's.
struct Example: Sendable {
    enum Foreign: Sendable {
        /// As if it did not exist.
        case missing
        /// As if it did not exist, or a list without a row.
        case empty
        /// Public: it is shown.
        case shown
        /// What the body names is not the caller's: refused, by whichever rule.
        case refused
        /// A request cannot name anybody's things.
        case nobodys
    }

    struct Asking: Sendable {
        var world: World
        var side: Side
        var role: Role
        var half: World.Half { world.half(side) }
    }

    var foreign: Foreign
    var query: @Sendable (Asking) async throws -> String = { _ in "" }
    var body: (@Sendable (Asking) async throws -> String)?
    var type = "application/json"
    /// Where a role gets another answer than the endpoint's own status.
    var status: [Role: Int] = [:]

    /// One for each operation; the test fails for an endpoint that has none.
    static let all: [String: Example] = [
        "whoami": Example(foreign: .nobodys),
        "searchSkills": Example(foreign: .nobodys, query: { _ in "?q=negotiation" }),
        "importSkills": Example(
            foreign: .nobodys, query: { _ in "?name=skills_en.csv" },
            body: { _ in
                "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description\n"
                    + "KnowledgeSkillCompetence,http://example.org/skill/\(UUID()),skill/competence,cross-sector,juggle \(UUID()),,\n"
            }, type: "text/csv"),
        "createSchool": Example(foreign: .nobodys, body: { _ in #"{"name": "École \#(UUID())"}"# }),
        "listSchools": Example(foreign: .nobodys),
        "showSchool": Example(foreign: .shown),
        "createCompany": Example(foreign: .nobodys, body: { _ in #"{"name": "Société \#(UUID())"}"# }),
        "listCompanies": Example(foreign: .nobodys),
        "showCompany": Example(foreign: .shown),
        "createNetwork": Example(foreign: .nobodys, body: { #"{"name": "Réseau \#(UUID())", "schools": ["\#($0.half.school)"]}"# }),
        "listNetworks": Example(foreign: .nobodys),
        "showNetwork": Example(foreign: .shown),
        "editSchool": Example(foreign: .missing, body: { _ in #"{"name": "École \#(UUID())"}"# }, status: [.companyOwner: 404]),
        "editCompany": Example(foreign: .missing, body: { _ in #"{"name": "Société \#(UUID())"}"# }, status: [.schoolAdmin: 404]),
        "editNetwork": Example(
            foreign: .missing, body: { #"{"name": "Réseau \#(UUID())", "schools": ["\#($0.half.school)"]}"# },
            status: [.schoolAdmin: 404, .companyOwner: 404]),

        "createProgramme": Example(foreign: .refused, body: { #"{"school": "\#($0.half.school)", "code": "\#(UUID())", "name": "Été"}"# }),
        "listProgrammes": Example(foreign: .nobodys, query: { _ in "?sort=-name" }),
        "exportProgrammes": Example(foreign: .nobodys),
        "showProgramme": Example(foreign: .missing),
        "createCohort": Example(foreign: .refused, body: { #"{"school": "\#($0.half.school)", "code": "\#(UUID())", "name": "Été"}"# }),
        "listCohorts": Example(foreign: .nobodys),
        "showCohort": Example(foreign: .missing),
        "editCohort": Example(foreign: .missing, body: { _ in #"{"code": "\#(UUID())", "name": "Été"}"# }),
        "exportCohorts": Example(foreign: .nobodys),
        "exportImports": Example(foreign: .missing, query: { _ in "?sort=oldest" }),
        "exportTeams": Example(foreign: .missing),
        "showReadiness": Example(foreign: .missing),
        "remindStudents": Example(foreign: .missing),
        "showProgress": Example(foreign: .missing),
        "showStudentProgress": Example(foreign: .missing),
        "showCompanyProgress": Example(foreign: .missing),
        "listLostMatches": Example(foreign: .nobodys, query: { _ in "?sort=team&q=%C3%A9quipe" }),

        "importRoster": Example(
            foreign: .missing, query: { _ in "?name=r.csv" },
            body: { _ in "key;given_name;family_name;email\n\(UUID());Zoë;Ÿ;\(UUID())@example.org\n" }, type: "text/csv"),
        "listImports": Example(foreign: .empty),
        "undoImport": Example(foreign: .missing),
        "showImport": Example(foreign: .missing),
        "exportCohort": Example(foreign: .missing),
        "exportCohortSheet": Example(foreign: .missing),
        "listStudents": Example(foreign: .empty),
        "showStudent": Example(foreign: .missing),
        "listTeams": Example(foreign: .empty),
        "showTeam": Example(foreign: .missing),
        "formTeams": Example(foreign: .missing, body: { _ in #"{"min": 1, "max": 2, "seconds": 1}"# }),
        "importTeams": Example(
            foreign: .missing, query: { _ in "?name=t.csv&dry_run=true" }, body: { _ in "team,student\nÉquipe,nobody\n" }, type: "text/csv"),
        "lockTeam": Example(foreign: .missing),
        "unlockTeam": Example(foreign: .missing),
        "disbandTeam": Example(foreign: .missing),
        "showTeamBoard": Example(foreign: .missing),
        "showTeamStrengths": Example(foreign: .missing),
        "moveMember": Example(foreign: .missing),
        "removeMember": Example(foreign: .missing),

        "giveConsent": Example(
            foreign: .missing,
            body: { asking in
                let company = try await asking.world.given.company("Passagère \(UUID())")
                return #"{"purpose": "case-company", "company": "\#(company)", "text_version": "2026-09"}"#
            }),
        "listConsents": Example(foreign: .empty),
        "withdrawConsent": Example(foreign: .missing),
        "reviseConsent": Example(foreign: .missing, body: { _ in #"{"fields": ["email"], "text_version": "2026-11"}"# }),
        "listReceipts": Example(foreign: .empty),
        "listLooks": Example(foreign: .missing, query: { _ in "?sort=company" }),
        "exportReceipts": Example(foreign: .missing),
        "declineConsents": Example(foreign: .missing),
        "readOutcome": Example(foreign: .missing),
        "stateProfile": Example(foreign: .missing, body: { _ in #"{"skills": [], "languages": ["fr:C2"], "city": "Dijon"}"# }),
        "stateAvailability": Example(foreign: .missing, body: { _ in #"{"availability": "mon 09:00-12:00"}"# }),
        "showAvailability": Example(foreign: .missing),
        "readCalendar": Example(
            foreign: .missing,
            body: { _ in
                let day = Date.now.formatted(.iso8601.year().month().day().dateSeparator(.omitted))
                return
                    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:\(day)T080000Z\r\nDURATION:PT2H\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            }, type: "text/calendar"),
        // No daemon reads a file of the machine that it runs on.
        "readCalendarLink": Example(
            foreign: .missing, body: { _ in #"{"address": "https://127.0.0.1/calendar.ics"}"# }, status: [.student: 422]),
        "previewProfile": Example(foreign: .missing),
        "listOwnRounds": Example(foreign: .missing),
        // What companies of the other side publish for everybody stands there too.
        "listRankableCases": Example(foreign: .missing, query: { _ in "?ranked=false&sort=-asked&q=propre" }),
        "exportRankableCases": Example(foreign: .missing, query: { _ in "?q=propre" }),
        "moveInRanking": Example(foreign: .missing, body: { "{\"case\": \"\($0.half.businessCase)\", \"step\": \"add\"}" }),
        "listRetention": Example(foreign: .nobodys),
        "setRetention": Example(foreign: .nobodys, body: { _ in #"{"purpose": "prospect", "months": 24}"# }),
        "exportPerson": Example(foreign: .missing),
        "listMemberships": Example(foreign: .nobodys),
        "endMembership": Example(foreign: .missing),
        "correctStudent": Example(
            foreign: .missing, body: { _ in #"{"given_name": "Ève", "family_name": "Corrigée", "email": "\#(UUID())@example.org"}"# }),
        "eraseStudent": Example(foreign: .missing),
        "listLedger": Example(foreign: .missing, query: { _ in "?q=given&sort=number" }),
        "exportLedger": Example(foreign: .missing),
        "verifyLedger": Example(foreign: .missing),

        "postCase": Example(
            foreign: .refused,
            body: {
                #"{"company": "\#($0.half.company)", "title": "Épicerie", "window": {"from": "2027-01-04", "until": "2027-03-26"}, "#
                    + #""hours_per_week": 6}"#
            }),
        "importCases": Example(
            foreign: .refused, query: { "?name=c.csv&company=\($0.half.company)" },
            body: { _ in "title,window_from,window_until,hours_per_week\nÉpicerie,2027-01-04,2027-03-26,6\n" }, type: "text/csv"),
        "listCases": Example(foreign: .nobodys),
        "showCase": Example(foreign: .missing),
        "editCase": Example(
            foreign: .missing,
            body: { _ in #"{"title": "Épicerie fine", "window": {"from": "2027-01-04", "until": "2027-03-26"}, "hours_per_week": 6}"# }),
        "publishCase": Example(foreign: .missing),
        "withdrawCase": Example(foreign: .missing),
        "checkCase": Example(
            foreign: .nobodys,
            body: { _ in #"{"title": "Épicerie", "window": {"from": "2027-01-04", "until": "2027-03-26"}, "hours_per_week": 6}"# }),
        "exportCases": Example(foreign: .nobodys),

        "createRound": Example(foreign: .refused, body: { #"{"name": "Été", "cohorts": ["\#($0.half.cohort)"]}"# }),
        "listRounds": Example(foreign: .nobodys),
        "showRound": Example(foreign: .missing),
        "decide": Example(
            foreign: .missing,
            body: {
                #"{"team": "\#($0.half.team)", "case": "\#($0.half.businessCase)", "kind": "ban", "reason": "Conflit d’intérêts"}"#
            }),
        "listDecisions": Example(foreign: .empty),
        "exportDecisions": Example(foreign: .missing),
        "liftDecision": Example(foreign: .missing),
        "rankCases": Example(foreign: .missing, body: { #"{"cases": [["\#($0.half.businessCase)"]]}"# }),
        "showRanking": Example(foreign: .missing),
        "shareTeamCards": Example(foreign: .missing),
        "listCardRounds": Example(foreign: .missing),
        "listTeamCards": Example(foreign: .missing, query: { _ in "?sort=-hours" }),
        "rankTeams": Example(foreign: .missing, body: { _ in #"{"cards": [], "vetoes": []}"# }),
        "showTeamRanking": Example(foreign: .missing),
        "showDemand": Example(foreign: .missing),
        "diagnoseRound": Example(foreign: .missing, query: { _ in "?listing=50" }),
        "runRound": Example(foreign: .missing),
        "listRuns": Example(foreign: .missing, query: { _ in "?sort=-fit" }),
        "exportRuns": Example(foreign: .missing),
        "showRun": Example(foreign: .missing),
        "publishRun": Example(foreign: .missing),
        "listMatches": Example(foreign: .empty),
        "listScarceCases": Example(foreign: .empty),
        "showSkillScarcity": Example(foreign: .missing),
        "listUnplaced": Example(foreign: .missing),
        "exportMatches": Example(foreign: .missing),
        // To a student a draft does not exist.
        "explain": Example(
            foreign: .missing, query: { "?team=\($0.half.team)&case=\($0.half.businessCase)" }, status: [.student: 404]),
        "findRemedies": Example(foreign: .missing, query: { "?team=\($0.half.team)&case=\($0.half.businessCase)" }),
        "compareRuns": Example(foreign: .missing, query: { "?with=\($0.half.proven)" }),
        "reportFairness": Example(foreign: .missing, query: { _ in "?kind=cohort&sort=-fit&limit=5" }),
        "exportFairness": Example(foreign: .missing, query: { _ in "?q=m1" }),
        "repairRun": Example(foreign: .missing, body: { #"{"withdrawn_cases": ["\#($0.half.businessCase)"]}"# }),
        "branchRun": Example(foreign: .missing, body: { _ in #"{"time_weight": 1}"# }),
        "verifyRun": Example(foreign: .missing, query: { _ in "?replay=true" }),
        "downloadSnapshot": Example(foreign: .missing),
        "downloadResult": Example(foreign: .missing),

        "searchPool": Example(foreign: .nobodys, query: { _ in "?q=language:fr" }),
        "showPoolStudent": Example(foreign: .missing),
        "savePool": Example(foreign: .nobodys, body: { _ in #"{"name": "\#(UUID())", "query": "language:en"}"# }),
        "listPools": Example(foreign: .nobodys, query: { _ in "?sort=-created" }),
        "exportSavedPools": Example(foreign: .nobodys),
        "deletePool": Example(foreign: .missing),
        "countPool": Example(foreign: .nobodys, query: { _ in "?q=language:fr" }),
        "exportPool": Example(foreign: .nobodys, query: { _ in "?q=language:fr" }),
        "exportPoolWorkbook": Example(foreign: .nobodys, query: { _ in "?q=language:fr" }),
        "exportProspectsWorkbook": Example(foreign: .nobodys),
        "listCompanyMatches": Example(foreign: .nobodys),
        "exportCompanyMatches": Example(foreign: .nobodys),
        "showFunnel": Example(foreign: .nobodys),
        "addProspect": Example(
            foreign: .refused,
            body: { asking in
                let half = asking.half
                let student = try await asking.world.given.student("Rosé \(half.name)", of: half.school)
                if asking.side == .own { try await asking.world.given.consent(of: student, half.school) }
                return #"{"student": "\#(student)"}"#
            }),
        "listProspects": Example(foreign: .nobodys),
        "moveProspect": Example(foreign: .missing, body: { _ in #"{"stage": "contacted"}"# }),
        "showProspect": Example(foreign: .missing),
        "editProspect": Example(foreign: .missing, body: { _ in #"{"note": "Vue", "next_action": "Appeler"}"# }),
        "listProspectEvents": Example(foreign: .missing),
        "exportProspectEvents": Example(foreign: .missing),
        "exportProspects": Example(foreign: .nobodys),

        "issueToken": Example(
            foreign: .refused,
            body: { asking in
                let (organisation, role) = asking.world.letIn(asking.half, asking.role)
                return #"{"role": "\#(role.rawValue)", "organisation": "\#(organisation)"}"#
            }),
        "listTokens": Example(foreign: .nobodys),
        "revokeToken": Example(foreign: .missing),
        "listSessions": Example(foreign: .nobodys),
        "endSession": Example(foreign: .missing),
        "invite": Example(
            foreign: .refused,
            body: { asking in
                let (organisation, role) = asking.world.letIn(asking.half, asking.role)
                return
                    #"{"email": "neu-\#(asking.role.rawValue)@example.org", "role": "\#(role.rawValue)", "organisation": "\#(organisation)"}"#
            }),
        "listInvitations": Example(foreign: .nobodys),
        "withdrawInvitation": Example(foreign: .missing),
        "listAudit": Example(foreign: .nobodys),
        "exportAudit": Example(foreign: .nobodys),
        "exportMemberships": Example(foreign: .nobodys),
        "exportTokens": Example(foreign: .nobodys),
        "exportOrganisations": Example(foreign: .nobodys, query: { _ in "?kind=school" }),
        "showHealth": Example(foreign: .nobodys),
    ]
}
