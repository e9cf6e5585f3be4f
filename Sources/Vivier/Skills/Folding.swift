import Foundation

extension String {
    /// What two spellings of one label share: lower case, no accents, ligatures opened, every run of other signs one space.
    ///
    /// `C++` and `C#` keep their signs, which are all that tells them apart.
    package var foldedLabel: String {
        let opened = replacing("œ", with: "oe").replacing("Œ", with: "oe").replacing("æ", with: "ae").replacing("Æ", with: "ae")
        let plain = opened.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        var folded = ""
        var gap = false
        for scalar in plain.unicodeScalars {
            if CharacterSet.alphanumerics.contains(scalar) || scalar == "+" || scalar == "#" {
                if gap, !folded.isEmpty { folded.unicodeScalars.append(" ") }
                gap = false
                folded.unicodeScalars.append(scalar)
            } else {
                gap = true
            }
        }
        return folded
    }
}
