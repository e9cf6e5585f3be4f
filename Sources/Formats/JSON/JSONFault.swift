/// What is wrong at one byte of a JSON document. Line, column and path are found afterwards, by `JSONLocator`: reading pays nothing for them.
package struct JSONFault: Error, Equatable, Sendable {
    /// The kind of fault; the raw value is stable, for programs.
    package enum Code: String, Sendable {
        case encoding, syntax, depth
        case duplicateMember = "duplicate_member"
        case missingMember = "missing_member"
        case unknownMember = "unknown_member"
        case wrongType = "wrong_type"
        case notAnInteger = "not_an_integer"
        case outOfRange = "out_of_range"
        case unknownValue = "unknown_value"
        case unknownID = "unknown_id"
        case duplicateID = "duplicate_id"
        case duplicatePair = "duplicate_pair"
        case pinnedAndBanned = "pinned_and_banned"
        case pinNotEligible = "pin_not_eligible"
        case pinOverCapacity = "pin_over_capacity"
        case tooLarge = "too_large"
    }

    package var offset: Int
    package var code: Code
    /// What to mend, in one English sentence without a full stop.
    package var message: String
    /// The same in French, with plain spaces.
    package var french: String

    package init(_ code: Code, at offset: Int, _ message: String, _ french: String) {
        self.offset = offset
        self.code = code
        self.message = message
        self.french = french
    }
}
