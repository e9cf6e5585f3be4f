import API

extension Caller {
    /// The school in which something is made: the caller's own, or the one that an operator names.
    ///
    /// - Throws: a refusal of the field `/school`.
    func school(named: Organisation.ID?) throws(GeneralRefusal) -> Organisation.ID {
        if role != .operator, let named, named != organisation {
            throw GeneralRefusal.field(
                "/school", "foreign", en: "That is not your school. Leave the field out.",
                fr: "Ce n’est pas votre école. Laissez ce champ vide.")
        }
        guard let school = role == .operator ? named : organisation else {
            throw GeneralRefusal.field(
                "/school", "missing", en: "Name the school: an operator belongs to none.",
                fr: "Nommez l’école : un opérateur n’appartient à aucune.")
        }
        return school
    }
}

extension GeneralRefusal {
    static let unknownSchool = GeneralRefusal.field(
        "/school", "unknown", en: "There is no such school. Check the identifier with `school list`.",
        fr: "Cette école n’existe pas. Vérifiez l’identifiant avec « school list ».")
}
