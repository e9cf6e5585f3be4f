import API
import Vivier

extension APIRoutes {
    func addSkillRoutes() {
        on(Endpoints.searchSkills) { SearchSkills(query: $0.query) }
        on(Endpoints.importSkills) { ImportSkills(query: $0.query, file: $0.file) }
    }
}
