import Foundation
import Testing

/// `vivier solve` and `vivier verify` on an instance that lists its fits.
@Suite(.timeLimit(.minutes(1)))
struct VerifyInstanceTests {
    private let instance = """
        {"format": "vivier-instance/1", "policy": "best-total",
         "teams": [{"id": "équipe 1"}, {"id": "équipe 2"}], "cases": [{"id": "c", "capacity": 1}],
         "fits": [["équipe 1", "c", 7000], ["équipe 2", "c", 6000]]}
        """

    private func written(_ text: String, _ name: String, in folder: URL) throws -> String {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    @Test func `what is solved is valid, laid out as one likes`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = try written(instance, "instance.json", in: folder)
            let solved = try await CommandLineProgram.run(["solve", file])
            #expect(solved.status == 0 && solved.output.contains("\"total_fit\": 7000"), "\(solved)")
            let result = try written(solved.output.replacing("\n", with: "\n\n"), "result.json", in: folder)
            let said = try await CommandLineProgram.run(["verify", file, result])
            #expect(said.status == 0 && said.output == "valid\n", "\(said)")
            // A script waits for that word, whatever language its machine speaks.
            for environment in [["LANG": "fr_FR.UTF-8"], ["VIVIER_LANGUAGE": "fr"]] {
                let french = try await CommandLineProgram.run(["verify", file, result], environment: environment)
                #expect(french.status == 0 && french.output == "valid\n", "\(french)")
            }
        }
    }

    @Test func `an earlier engine's fairest result is not valid for both verifiers, which say what it does not prove`() async throws {
        try await TemporaryFolder.lend { folder in
            let ranked = instance.replacing("best-total", with: "fairest").replacing("\"fits\"", with: "\"fairness\": \"rank\", \"fits\"")
            let file = try written(ranked, "instance.json", in: folder)
            let solved = try await CommandLineProgram.run(["solve", file]).output
            let python = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/verify.py").standardized.path
            for isOld in [false, true] {
                var result = try #require(try JSONSerialization.jsonObject(with: Data(solved.utf8)) as? [String: Any])
                if isOld {
                    var certificate = try #require(result["certificate"] as? [String: Any])
                    #expect(certificate.removeValue(forKey: "fits") != nil)
                    (result["certificate"], result["engine"]) = (certificate, 3)
                }
                let text = String(decoding: try JSONSerialization.data(withJSONObject: result), as: UTF8.self)
                let claimed = try written(text, "result.json", in: folder)
                for said in [
                    try await CommandLineProgram.run(["verify", file, claimed]),
                    try await CommandLineProgram.run([python, file, claimed], of: "/usr/bin/python3"),
                ] {
                    #expect(said.status == (isOld ? 1 : 0) && (said.output == "valid\n") != isOld, "\(said)")
                    let words = said.output + said.complaints
                    #expect(words.contains("made by engine 3: its levels prove the ranks but not the total fit") == isOld, "\(said)")
                }
            }
        }
    }

    @Test func `a folder that is not there is named, in the language that was asked for`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = try written(instance, "instance.json", in: folder)
            let output = folder.appending(path: "nowhere/result.json").path
            let english = try await CommandLineProgram.run(["solve", file, "-o", output])
            #expect(english.status == 1 && english.complaints.contains("there is no folder \(folder.path)/nowhere."), "\(english)")
            let french = try await CommandLineProgram.run(["solve", file, "-o", output, "--language", "fr"])
            #expect(french.status == 1 && french.complaints.contains("il n’y a pas de dossier"), "\(french)")
        }
    }

    @Test func `a folder in the place of the result is refused before the instance is read`() async throws {
        try await TemporaryFolder.lend { folder in
            let broken = try written("{", "instance.json", in: folder)
            for output in [folder.path, folder.path + "/", folder.path + "/new/"] {
                let english = try await CommandLineProgram.run(["solve", broken, "-o", output])
                #expect(english.status == 2 && english.complaints.contains("\(output): is a folder. Name a file"), "\(english)")
                let french = try await CommandLineProgram.run(["solve", broken, "-o", output, "--language", "fr"])
                #expect(french.status == 2 && french.complaints.contains("est un dossier. Nommez un fichier"), "\(french)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["instance.json"])
        }
    }

    @Test func `a worse result is refused with the team that would rather have the case`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = try written(instance, "instance.json", in: folder)
            let solved = try await CommandLineProgram.run(["solve", file]).output
            let worse = solved.replacing("[\"équipe 1\", \"c\"]", with: "[\"équipe 2\", \"c\"]")
                .replacing("\"unmatched\": [\"équipe 2\"]", with: "\"unmatched\": [\"équipe 1\"]").replacing("7000,", with: "6000,")
                // At a price between the two fits, the team that is left out asks for the case.
                .replacing("\"c\": 7000", with: "\"c\": 6500")
            let said = try await CommandLineProgram.run(["verify", file, try written(worse, "result.json", in: folder)])
            #expect(said.status == 1)
            #expect(said.output.contains("team \"équipe 1\" would rather have case \"c\" than none"), "\(worse) \(said)")
            let result = try written(worse, "result.json", in: folder)
            for (arguments, environment) in [
                (["--language", "fr"], [:]), ([], ["VIVIER_LANGUAGE": "fr"]), ([], ["LANG": "fr_FR.UTF-8"]),
            ] as [([String], [String: String])] {
                let french = try await CommandLineProgram.run(["verify", file, result] + arguments, environment: environment)
                #expect(
                    french.status == 1 && french.output.contains("l’équipe « équipe 1 » préférerait avoir le cas « c » plutôt que rien"),
                    "\(french)")
            }
            let json = try await CommandLineProgram.run(["verify", file, result, "--json", "--language", "fr"])
            #expect(json.output.contains("préférerait"), "\(json)")
        }
    }

    @Test func `each policy is solved and verified, and its proof is no other's`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = try written(instance, "instance.json", in: folder)
            for policy in ["best-total", "stable", "fairest"] {
                let result = folder.appending(path: "\(policy).json").path
                let solved = try await CommandLineProgram.run(["solve", file, "--policy", policy, "-o", result])
                #expect(solved.status == 0 && solved.output.contains(policy == "best-total" ? "optimal" : policy), "\(solved)")
                let verified = try await CommandLineProgram.run(["verify", file, result])
                #expect(verified.status == 0 && verified.output == "valid\n", "\(verified)")
                let text = try String(contentsOfFile: result, encoding: .utf8)
                for other in ["best-total", "stable", "fairest"] where other != policy {
                    let forged = text.replacing("\"policy\": \"\(policy)\"", with: "\"policy\": \"\(other)\"")
                    let refused = try await CommandLineProgram.run(["verify", file, try written(forged, "forged.json", in: folder)])
                    #expect(refused.status == 1 && refused.output.contains("certificate"), "\(refused)")
                }
            }
        }
    }

    @Test func `where cases have minimums more branches are looked at on demand, and each result is valid`() async throws {
        try await TemporaryFolder.lend { folder in
            let teams = (1...5).map { "{\"id\": \"t\($0)\"}" }.joined(separator: ", ")
            let cases = (1...3).map { "{\"id\": \"c\($0)\", \"capacity\": 2, \"minimum\": 2}" }.joined(separator: ", ")
            let fits = (1...5).flatMap { team in (1...3).map { "[\"t\(team)\", \"c\($0)\", \(1_000 * (team * $0 % 7 + 1))]" } }
            let text = """
                {"format": "vivier-instance/1", "teams": [\(teams)], "cases": [\(cases)], "fits": [\(fits.joined(separator: ", "))]}
                """
            let file = try written(text, "instance.json", in: folder)
            for branches in ["1", "5000"] {
                let result = folder.appending(path: "\(branches).json").path
                let solved = try await CommandLineProgram.run(["solve", file, "--branches", branches, "-o", result])
                #expect(solved.status == 0, "\(solved)")
                let verified = try await CommandLineProgram.run(["verify", file, result, "--language", "fr"])
                #expect(verified.status == 0, "\(verified)")
                #expect(verified.output.wholeMatch(of: /valid(, à [0-9]+ au plus du meilleur)?\n/) != nil, "\(verified)")
                if branches == "5000" { #expect(verified.output == "valid\n") }
            }
            #expect(try await CommandLineProgram.run(["solve", file, "--branches", "0"]).status == 2)
        }
    }

    @Test func `what a certificate's kind does not have is warned of`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = try written(instance, "instance.json", in: folder)
            let solved = try await CommandLineProgram.run(["solve", file]).output
            let odd = solved.replacing("\"kind\":", with: "\"size_bound\": 1, \"kind\":")
            let said = try await CommandLineProgram.run(["verify", file, try written(odd, "result.json", in: folder)])
            #expect(said.status == 0 && said.output == "valid\n" && said.complaints.contains("warning: "), "\(said)")
            #expect(said.complaints.contains("$.certificate.size_bound"), "\(said)")
        }
    }

    @Test func `the manual says what size_bound counts beside pins`() async throws {
        let manual = try await CommandLineProgram.run(["solve", "--help"]).output
        #expect(manual.contains("size_bound counts the teams beside them"))
    }
}
