package import Foundation

/// The OpenAPI 3.1 description of `/api/v1`, written from ``Endpoints`` and the shapes of their types.
package enum OpenAPIDocument {
    /// UTF-8 JSON, keys sorted, the same bytes on every machine.
    package static func bytes(of endpoints: [any AnyEndpoint] = Endpoints.all) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(document(endpoints))
    }

    static func document(_ endpoints: [any AnyEndpoint]) -> JSON {
        var schemas = OpenAPISchemas()
        var paths: [(String, JSON)] = []
        for endpoint in endpoints {
            let operation = (endpoint.method.rawValue.lowercased(), self.operation(endpoint, &schemas))
            if let index = paths.firstIndex(where: { $0.0 == endpoint.path }), case .object(let operations) = paths[index].1 {
                paths[index].1 = .object(operations + [operation])
            } else {
                paths.append((endpoint.path, .object([operation])))
            }
        }
        let problem = schemas.reference(to: .of(ProblemDetails.self))
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Vivier", "version": "1",
                "summary": "Business cases of small firms, teams of students, and what becomes of them.",
                "description": .text(introduction),
            ],
            "servers": [["url": "/"]],
            "security": [["token": []]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer", "bearerFormat": "vvr_…"]],
                "schemas": .object(schemas.all),
                "responses": [
                    "Problem": [
                        "description": "What was wrong and how to mend it (RFC 9457).",
                        "content": ["application/problem+json": ["schema": problem]],
                    ]
                ],
            ],
        ]
    }

    private static let introduction = """
        Every request bears a token of one role and, but for the operator, one organisation; `x-roles` says which roles may ask. \
        What is not yours looks as if it did not exist. Times are RFC 3339, days are YYYY-MM-DD, lists come in pages: send `next` back \
        as `cursor`, or follow `Link: rel="next"`. A post with an `Idempotency-Key` may be repeated. `Accept-Language: fr` or `en` \
        picks the language of every sentence; codes never change.
        """

    private static let binary: JSON = ["schema": ["type": "string", "format": "binary"]]

    private static func operation(_ endpoint: any AnyEndpoint, _ schemas: inout OpenAPISchemas) -> JSON {
        var members: [(String, JSON)] = [
            ("operationId", .text(endpoint.operation)),
            ("summary", .text(endpoint.summary)),
            ("tags", .list([.text(endpoint.subject)])),
            ("x-permission", .text(endpoint.needs.rawValue)),
            ("x-roles", .list(Role.allCases.filter(endpoint.needs.roles.contains).map { .text($0.rawValue) })),
            ("responses", responses(endpoint, &schemas)),
        ]
        let parameters = parameters(endpoint, &schemas)
        if !parameters.isEmpty { members.append(("parameters", .list(parameters))) }
        switch endpoint.body {
        case .none: break
        case .json, .jsonOrNothing:
            members.append(
                (
                    "requestBody",
                    [
                        "required": .boolean(endpoint.body == .json),
                        "content": ["application/json": ["schema": schemas.reference(to: .of(endpoint.types.body))]],
                    ]
                ))
        case .file(let mediaTypes, let limit):
            let content = mediaTypes.map { ($0, binary) }
            members.append(
                (
                    "requestBody",
                    [
                        "required": true, "description": .text("The file's bytes, \(limit >> 20) MiB at most."),
                        "content": .object(content),
                    ]
                ))
        }
        return .object(members)
    }

    private static func parameters(_ endpoint: any AnyEndpoint, _ schemas: inout OpenAPISchemas) -> [JSON] {
        var parameters: [JSON] = endpoint.pathParameters.map { name in
            ["name": .text(name), "in": "path", "required": true, "schema": ["type": "string", "format": "uuid"]]
        }
        for property in Shape.of(endpoint.types.query).properties {
            let most = (endpoint.types.query as? any LimitedQuery.Type)?.largestLimit
            let bounded = property.name == "limit" ? most : nil
            parameters.append([
                "name": .text(property.name), "in": "query", "required": .boolean(property.required),
                "schema": bounded.map { ["type": "integer", "minimum": 1, "maximum": .integer($0)] }
                    ?? schemas.reference(to: property.shape),
            ])
        }
        if endpoint.takesIdempotencyKey {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": .text(
                    "The same key with the same body gives the same answer for a day, without doing the work again; with another body, 422. "
                        + "An answer that shows somebody is read anew: 404 where the person may not be seen any more, 409 where only the "
                        + "first answer said it."),
                "schema": ["type": "string", "minLength": 1, "maxLength": 255],
            ])
        }
        if endpoint.takesVersion {
            parameters.append([
                "name": "If-Match", "in": "header", "required": true,
                "description": "The ETag of what is replaced; 412 where somebody has changed it meanwhile, 428 where it is missing.",
                "schema": ["type": "string", "pattern": "^\"v[0-9]{1,18}\"$"],
            ])
        }
        return parameters
    }

    private static func responses(_ endpoint: any AnyEndpoint, _ schemas: inout OpenAPISchemas) -> JSON {
        var success: [(String, JSON)] = [("description", "Done.")]
        switch endpoint.answer {
        case .json where endpoint.status == 204: break
        case .json:
            success.append(("content", ["application/json": ["schema": schemas.reference(to: .of(endpoint.types.answer))]]))
        case .jsonOrEvents:
            success.append(
                (
                    "content",
                    [
                        "application/json": ["schema": schemas.reference(to: .of(endpoint.types.answer))],
                        "text/event-stream": [
                            "schema": [
                                "type": "string",
                                "description":
                                    "Events `progress` (WorkProgress) and last `result` (as JSON above) or `problem` (ProblemDetails).",
                            ]
                        ],
                    ]
                ))
            _ = schemas.reference(to: .of(WorkProgress.self))
        case .file(let mediaType):
            success.append(("content", .object([(mediaType, binary)])))
        }
        if endpoint.answersVersion {
            success.append(
                ("headers", ["ETag": ["description": "Its version, for `If-Match`.", "schema": ["type": "string"]]]))
        }
        var responses: [(String, JSON)] = [(String(endpoint.status), .object(success))]
        let problem: JSON = ["$ref": "#/components/responses/Problem"]
        responses += endpoint.problemStatuses.map { (String($0), problem) }
        return .object(responses)
    }
}

extension AnyEndpoint {
    /// `cohorts` of `/api/v1/cohorts/{cohort}`.
    package var subject: String { path.split(separator: "/").dropFirst(2).first.map(String.init) ?? "" }

    /// The names in braces.
    package var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }.map { String($0.dropFirst().dropLast()) }
    }

    package var takesIdempotencyKey: Bool { method == .post && (answer == .json || answer == .jsonOrEvents) }

    /// Whether its answer bears a version as `ETag`.
    package var answersVersion: Bool { types.answer is any Versioned.Type }

    /// Whether it replaces the version that `If-Match` names.
    package var takesVersion: Bool { method == .put && answersVersion }

    /// The statuses of the problems it may answer with.
    package var problemStatuses: [Int] {
        var statuses: Set = [401, 403, 429, 500, 503]
        if !pathParameters.isEmpty { statuses.insert(404) }
        if !pathParameters.isEmpty || !Shape.of(types.query).properties.isEmpty || body != .none { statuses.insert(422) }
        if method != .get { statuses.formUnion([400, 404, 409, 412]) }
        if takesVersion { statuses.insert(428) }
        if body != .none { statuses.formUnion([413, 415, 422]) }
        return statuses.sorted()
    }
}
