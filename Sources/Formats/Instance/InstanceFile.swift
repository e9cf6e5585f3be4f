package import Matching

/// Files `vivier-instance/1`: what an offline run is computed from.
package enum InstanceFile {
    /// The value of the member `format`.
    package static let format: StaticString = "vivier-instance/1"
    /// The largest capacity of a case or company; a company without limit states none.
    package static let largestCapacity: Int64 = 1_000_000_000

    /// An instance as read, and what was passed over on the way.
    package struct Contents: Equatable, Sendable {
        package var instance: Instance
        /// Members that the format does not know: not refused, but said.
        package var ignored: [JSONProblem]
    }

    /// Reads an instance. Everything that the format forbids is refused, with its place; nothing is mended silently.
    package static func read(_ bytes: [UInt8]) throws(JSONRefusal) -> Contents {
        let result: Result<Contents, JSONRefusal> = bytes.withUnsafeBufferPointer { bytes in
            do throws(JSONRefusal) { return .success(try read(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// - Parameter bytes: stays valid and unchanged during the call.
    package static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONRefusal) -> Contents {
        var reader = InstanceReader()
        do throws(JSONFault) {
            var json = JSONReader(bytes)
            try reader.read(&json)
        } catch {
            throw JSONRefusal(reader.faults.noted + [error], in: bytes)
        }
        if !reader.faults.isEmpty { throw JSONRefusal(reader.faults.noted, in: bytes) }
        return Contents(instance: reader.instance, ignored: JSONRefusal(reader.ignored, in: bytes).problems)
    }
}
