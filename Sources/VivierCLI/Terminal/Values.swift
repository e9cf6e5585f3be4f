import Formats

/// A state, a kind or another word of few choices, in the user's language; what has no French name stays as it is. Roles, purposes and
/// policies stay too: they are typed as they are shown.
func called(_ value: String) -> String { ValueWords.called(value, isFrench: spoken == .fr) }

/// The free hours of a week with the days as the user's language has them; both are read.
func spelled(_ week: WeekGrid) -> String { ValueWords.spelled(week, isFrench: spoken == .fr) }
