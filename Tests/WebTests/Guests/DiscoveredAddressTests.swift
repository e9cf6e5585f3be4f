import Testing

@testable import OpenID

/// Where a provider may send the house, and the secret that the house shares with it.
struct DiscoveredAddressTests {
    private func endpoints(of issuer: String, _ changed: [String: String] = [:]) throws -> RelyingParty.Endpoints {
        let said = [
            "issuer": issuer, "authorization_endpoint": "\(issuer)/a", "token_endpoint": "\(issuer)/t", "jwks_uri": "\(issuer)/k",
            "userinfo_endpoint": "\(issuer)/u",
        ].merging(changed) { $1 }
        return try RelyingParty.Endpoints(said, of: try HostileProvider.provider("campus", issuer))
    }

    @Test(arguments: ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])
    func `what an issuer over HTTPS says of itself leads nowhere inside`(endpoint: String) throws {
        let issuer = "https://id.example.org"
        #expect(try endpoints(of: issuer).token == "https://id.example.org/t")
        #expect(throws: Never.self) { try endpoints(of: issuer, [endpoint: "https://keys.example.com/x"]) }
        for inside in [
            "http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://id.example.org/", "https://127.0.0.1/",
            "https://127.1/", "https://10.0.0.8/", "https://2130706433/", "https://0x7f.0.0.0x1/", "https://[::1]/", "https://[fd00::1]/",
            "https://localhost/", "https://a.localhost/", "https://postgres/", "https://169.254.169.254/latest", "https://10.0.0.8./",
            "https://a@id.example.org/",
        ] {
            #expect(throws: ProviderFault.self, "\(inside)") { try endpoints(of: issuer, [endpoint: inside]) }
        }
    }

    @Test func `a provider on this machine or by its own address is where it says`() throws {
        #expect(try endpoints(of: "http://localhost:8080").keys == "http://localhost:8080/k")
        #expect(try endpoints(of: "https://10.0.0.8").keys == "https://10.0.0.8/k")
    }
}
