import Foundation
import Testing

@testable import Links

/// Which addresses of the network a link may lead to.
struct PublicAddressTests {
    private func isPublic(_ text: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return PublicAddress.isPublic(UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else {
            Issue.record("\(text) is no address")
            return false
        }
        return withUnsafeBytes(of: six) { PublicAddress.isPublic(Array($0)) }
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.3", "169.254.0.1",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
        "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254",
        "fe80::1", "fec0::1", "ff02::1", "5f00::1",
    ]) func `no address of this machine, of its network or of no one machine`(_ address: String) {
        #expect(!isPublic(address))
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "192.167.0.1",
        "193.51.0.1",
        "198.17.0.1", "198.20.0.1", "223.255.255.254", "2606:4700::1111", "2001:660::1", "2a00:1450::1", "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::1",
    ]) func `those that anybody may reach`(_ address: String) {
        #expect(isPublic(address))
    }
}
