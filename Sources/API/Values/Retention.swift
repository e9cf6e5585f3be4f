package import struct Foundation.Date

/// How long something is kept for a purpose.
package struct RetentionRule: Codable, Sendable, Versioned {
    package enum Purpose: String, Codable, Sendable, CaseIterable {
        case talentPool = "talent-pool"
        case caseCompany = "case-company"
        /// What a company wrote of a student whom it follows: from the last contact.
        case prospect
        /// A school's file about a student: from its last use.
        case student
        /// Who looked at whom.
        case receipt
        /// The lines of the audit log.
        case audit
    }
    /// GDPR, article 6(1).
    package enum LegalBasis: String, Codable, Sendable, CaseIterable {
        case consent, contract
        case legalObligation = "legal-obligation"
        case vitalInterests = "vital-interests"
        case publicTask = "public-task"
        case legitimateInterests = "legitimate-interests"
    }
    package var purpose: Purpose
    /// 1…120.
    package var months: Int
    /// How many days before the end the person is asked, 1…180; 0 where there is nobody to ask.
    package var askDays: Int
    package var legalBasis: LegalBasis
    package var changedAt: Date
    package var version: Int

    package init(purpose: Purpose, months: Int, askDays: Int, legalBasis: LegalBasis, changedAt: Date, version: Int) {
        self.purpose = purpose
        self.months = months
        self.askDays = askDays
        self.legalBasis = legalBasis
        self.changedAt = changedAt
        self.version = version
    }
}

/// A change of a rule; what is left out stays.
package struct RetentionDraft: Codable, Sendable {
    package var purpose: RetentionRule.Purpose
    package var months: Int?
    package var askDays: Int?
    package var legalBasis: RetentionRule.LegalBasis?

    package init(
        purpose: RetentionRule.Purpose, months: Int? = nil, askDays: Int? = nil, legalBasis: RetentionRule.LegalBasis? = nil
    ) {
        self.purpose = purpose
        self.months = months
        self.askDays = askDays
        self.legalBasis = legalBasis
    }
}
