import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The home of whoever is signed in: the one next thing to do, as the role has it.
    func addHome() {
        get("/desk") { desk in
            switch desk.role {
            case .schoolAdmin, .supervisor: try await SchoolHome.response(desk)
            case .companyOwner, .company: try await CompanyHome.response(desk)
            case .recruiter: try await RecruiterHome.response(desk)
            case .student: try await StudentHome.response(desk)
            case .operator: try await OperatorHome.response(desk)
            case .networkOperator: try await NetworkHome.response(desk)
            case .contributor: try await PlainHome.response(desk)
            }
        }
    }
}
