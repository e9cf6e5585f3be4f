/// A use case whose answer is not kept for a repetition but read anew: it shows a person, who by then may have withdrawn from the caller's
/// eyes or be erased; or it goes on changing. Whoever is shown again gets a receipt again.
package protocol Recalled: UseCase {
    /// What names the answer, and nobody; nil where nothing was done and a repetition may do the same again.
    func keepsake(of answer: Answer) -> String?
    /// The answer as the caller may see it now.
    ///
    /// - Throws: a ``Refusal`` where there is nothing to be seen any more, or where only the first answer said it.
    func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Answer
}
