import API
import Foundation
import Postgres
import TestSupport
import Testing

/// The audit as a file.
struct AuditExportTests {
    @Test func `the file tells of each line what the list tells`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École, « Zoë »")
            let cohort = try await site.given.cohort("M1", of: school)
            let dean = try await site.given.token(.schoolAdmin, of: school)
            try await site.given.database.execute("UPDATE token SET label = '=Sauvegarde; nuit'")
            let denied = try await site.post("/api/v1/schools", #"{"name": "Autre"}"#, token: dean)
            #expect(denied.status == 403)
            #expect(try await site.get("/api/v1/cohorts/\(cohort)/students", token: dean).status == 200)
            let house = try await site.given.token(.operator)
            let listed: Page<AuditEntry> = try await site.get("/api/v1/audit?action=createSchool", token: house).json()
            let entry = try #require(listed.items.first)
            #expect(entry.token == "=Sauvegarde; nuit" && entry.organisation?.name == "École, « Zoë »" && entry.outcome == "denied")
            let file = try await site.get("/api/v1/audit/export?action=createSchool", token: house)
            let expected = [
                entry.at.ISO8601Format(), entry.role, "", "\"'=Sauvegarde; nuit\"", "\"École, « Zoë »\"", "createSchool", "", "denied",
                entry.requestId, "operator", "",
            ]
            #expect(
                file.text
                    == "at,role,person,token,organisation,action,object,outcome,request,issued_by,object_name\r\n\(expected.joined(separator: ","))\r\n"
            )
        }
    }
}
