package import Formats

extension Day: ShapedType {
    package static var shape: Shape {
        .text(.init(format: "date", pattern: nil, values: nil, name: nil, accepts: { Day($0) != nil }))
    }
    package static var example: Day { Day(daysSinceEpoch: 0) }
}

extension WeekGrid: ShapedType {
    package static var shape: Shape {
        let pattern = "mon 09:00-12:00;tue 14:00-18:00"
        return .text(.init(format: nil, pattern: pattern, values: nil, name: nil, accepts: { WeekGrid($0) != nil }))
    }
    package static var example: WeekGrid { WeekGrid() }
}

extension DayGrid: ShapedType {
    package static var shape: Shape {
        .text(.init(format: nil, pattern: "09:00-12:00;14:00-18:00", values: nil, name: nil, accepts: { DayGrid($0) != nil }))
    }
    package static var example: DayGrid { DayGrid() }
}
