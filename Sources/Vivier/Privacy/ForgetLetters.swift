import Mail

extension Application {
    /// Removes letters of people who were erased from the folder where there is one, whoever wrote them: nothing that is kept names them any more.
    ///
    /// - Parameter lines: the school and an address, former ones too; none that is somebody else's, whose letters stay.
    func forgetLetters(_ lines: String) {
        for line in lines.split(separator: "\n") {
            guard let address = line.split(separator: " ", maxSplits: 1).last else { continue }
            letters?.forget(String(address))
        }
    }
}
