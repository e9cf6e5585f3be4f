import API
import Foundation

func caseDraft(_ bytes: Data, file: String, language: String) throws -> CaseDraft { throw CommandFailure.usage("x") }
