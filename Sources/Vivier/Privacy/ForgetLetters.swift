import Mail

extension Application {
    /// Removes letters of people who were erased from the folder where there is one, whoever wrote them: nothing that is kept names them any more.
    ///
    /// - Parameter addresses: one a line, former ones too; none that is somebody else's, whose letters stay.
    func forgetLetters(_ addresses: String) {
        for address in addresses.split(separator: "\n") { letters?.forget(String(address)) }
    }
}
