import Testing

@testable import Web

/// Whose word is taken for where a request comes from.
struct TrustedProxiesTests {
    @Test(arguments: [
        ("127.0.0.1, 10.0.0.0/8,::1", "127.0.0.1", true), ("127.0.0.1, 10.0.0.0/8,::1", "10.255.0.9", true),
        ("127.0.0.1, 10.0.0.0/8,::1", "11.0.0.1", false), ("127.0.0.1, 10.0.0.0/8,::1", "::1", true),
        ("127.0.0.1", "::ffff:127.0.0.1", true), ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
        ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
        ("2001:db8::/33", "2001:db8:8000::1", false), ("", "127.0.0.1", false), ("127.0.0.1", "unix", false),
    ])
    func `an address is trusted where it, or its network, is named`(list: String, address: String, isTrusted: Bool) throws {
        #expect(try #require(TrustedProxies(list)).contains(address) == isTrusted)
    }

    @Test func `a plain listener answers the proxies and this machine`() throws {
        let proxies = try #require(TrustedProxies("10.0.0.0/8, 2001:db8::1"))
        for address in ["10.1.2.3", "2001:db8::1", "127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", nil] {
            #expect(proxies.maySpeakPlainly(address), "\(address ?? "-")")
        }
        for address in ["11.0.0.1", "2001:db8::2", "192.0.2.1", "::ffff:192.0.2.1", "", "x", "128.0.0.1"] {
            #expect(!proxies.maySpeakPlainly(address), "\(address)")
        }
    }

    @Test(arguments: [
        ("2001:db8:1:2:3::4", "20010db800010002::/64"), ("2001:db8:1:2::ffff", "20010db800010002::/64"),
        ("2001:db8:1:3::1", "20010db800010003::/64"), ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("unix", "unix"),
    ])
    func `a subscriber's IPv6 addresses count as one`(address: String, household: String) {
        #expect(TrustedProxies.household(address) == household)
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.7"), (" 203.0.113.7", "203.0.113.7"), ("\t203.0.113.7 ", "203.0.113.7"),
        ("203.0.113.7:51234", "203.0.113.7"), ("2001:db8::1", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
        ("\t[2001:db8::1]:443", "2001:db8::1"), ("::ffff:203.0.113.7", "::ffff:203.0.113.7"), ("203.0.113.7:", nil), ("203.0.113.7:x", nil),
        ("203.0.113.7:70000", nil), ("203.0.113.7:1:2", nil), ("[203.0.113.7]:1", nil), ("[2001:db8::1", nil), ("[2001:db8::1]x", nil),
        ("[2001:db8::1]:+1", nil), ("unknown", nil), ("", nil), ("_hidden:1", nil),
    ])
    func `a hop is read as proxies write it`(hop: String, address: String?) {
        #expect(TrustedProxies.address(ofHop: hop) == address)
    }

    @Test(arguments: ["proxy.example", "10.0.0.0/33", "10.0.0.0/", "127.0.0.1,", "::1/129", "10.0.0.0/-1", ",", "127.0.0.1 ::1"])
    func `what names no address is refused whole`(list: String) {
        #expect(TrustedProxies(list) == nil)
    }
}
