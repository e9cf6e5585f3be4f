extension Int32 {
    /// So many places more. A capacity may be as large as there are numbers, and stays there.
    func plus(_ more: Int32) -> Int32 {
        let (sum, isTooLarge) = addingReportingOverflow(more)
        return isTooLarge ? .max : sum
    }
}
