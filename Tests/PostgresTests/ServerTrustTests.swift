import Testing

@testable import Postgres

/// Whom libpq is told to believe where nobody has said.
struct ServerTrustTests {
    @Test(arguments: [
        "", "dbname=x", "host=/run/postgresql", "host=@abstract", "host=localhost", "host=127.0.0.1 port=5433", "host=127.9.9.9",
        "host=::1",
        "host=localhost,/run/postgresql", "postgresql:///x", "postgresql://v:s@localhost/x", "postgresql://v@[::1]:5432/x",
        "host=db.example hostaddr=127.0.0.1", "host=a,b hostaddr=127.0.0.1,::1", "host=db.example sslmode=disable",
        "host=db.example sslmode=prefer",
        "postgresql://db.example/x?sslmode=require", "postgresql://%2Frun%2Fpostgresql/x",
    ])
    func `servers of this machine, and whoever says how, are left to libpq`(conninfo: String) {
        #expect(ServerTrust.defaults(for: conninfo, environment: [:]).isEmpty)
    }

    @Test(arguments: [
        "host=db.example", "hostaddr=192.0.2.1", "host=localhost hostaddr=192.0.2.1", "host=localhost,db.example", "host=127.0.0.1.example",
        "host=localhost.example", "postgresql://v:s@db.example/x", "postgresql://v@[2001:db8::1]/x", "postgresql://localhost,db.example/x",
        "host=localhost,db.example hostaddr=127.0.0.1,", "hostaddr=127.0.0.1,192.0.2.1 host=a,b", "service=main",
        "host=0.0.0.0", "host=127.1", "host='db example'", "host=LOCALHOST.", "postgresql://db.example/x?target_session_attrs=read-write",
    ])
    func `a server beyond this machine proves who it is`(conninfo: String) {
        let defaults = ServerTrust.defaults(for: conninfo, environment: [:])
        #expect(defaults.first.map { $0 == ("sslmode", "verify-full") } == true, "\(defaults)")
    }

    @Test func `the variables of libpq count as if they stood in the string`() {
        #expect(ServerTrust.defaults(for: "dbname=x", environment: ["PGHOST": "db.example"]).first?.1 == "verify-full")
        #expect(ServerTrust.defaults(for: "host=db.example", environment: ["PGSSLMODE": "require"]).isEmpty)
        #expect(ServerTrust.defaults(for: "host=db.example", environment: ["PGSSLMODE": ""]).first?.1 == "verify-full")
        let own = ServerTrust.defaults(for: "host=db.example sslrootcert=/x.crt", environment: [:])
        #expect(own.count == 1)
    }
}
