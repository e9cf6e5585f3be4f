// swift-tools-version: 6.2
// The plan of the house, its rooms and who may know whom, stands in Sources/Vivier/Vivier.docc/House.md.
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]
// What computes is optimised in a debug build too, whose tests would take five minutes otherwise; assertions and checks of overflow stay.
let computing: [SwiftSetting] = strict + [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let tls: [Target.Dependency] = [
    .product(name: "HummingbirdCore", package: "hummingbird"), .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}
func tests(_ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = strict) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "vivier",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "vivierd", targets: ["VivierDaemon"]),
        .executable(name: "vivier", targets: ["VivierCLI"]),
        .executable(name: "vivier-bench", targets: ["VivierBench"]),
    ],
    // One version each, the one that was tried: a newer one comes in by a change that is built and tested, never by the day of a build.
    // What these need in turn is written, with its revision, in the bill of materials of a build: deploy/sbom.
    dependencies: [
        // HTTP/1.1, routing, streamed bodies, graceful shutdown. Its traits would add a configuration reader that is not used.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        // One group starts, supervises and stops all that runs in the background.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        // Structured logs through the interface that the libraries above speak too.
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        // Names of header fields and statuses, in the types that Hummingbird speaks.
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        // TLS on the listener, and the promises that it hands out: what the server stands on anyway.
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        // Flags, help, completion scripts and usage errors of the programs.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // YAML front matter of case files: a language too large to read by hand.
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // glibc's own: what was freed after a flood of bodies goes back to the system.
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CMarkdown", pkgConfig: "md4c", providers: [.apt(["libmd4c-dev"])]),

        // C, because #embed costs nothing where Swift array literals cost seconds.
        .target(name: "Schema", path: "sql", exclude: ["migrations", "starter", "demo"], publicHeadersPath: "include"),
        .target(name: "Assets", exclude: ["css", "js"]),
        // C, because one binary holds its loops for several machines, which SwiftPM has no way to ask of Swift: every pair goes through them.
        .target(
            name: "Scoring", cSettings: [.treatAllWarnings(as: .error), .unsafeFlags(["-O2"], .when(configuration: .debug))]),
        room("Postgres", ["CPostgres"]),
        room("Matching", ["Scoring"], settings: computing),
        room(
            "Formats", ["Matching", "CCrypto", "CZip", "CXlsxWriter", .product(name: "Yams", package: "Yams")], settings: computing),
        room("Mail", ["CCurl", logging]),
        room("OpenID", ["CCurl", "CCrypto"]),
        room("Links", ["CCurl"]),
        room("API", ["Formats"]),
        room("Vivier", ["Postgres", "Schema", "Matching", "Formats", "API", "Mail", "Links", logging]),
        room(
            "Web",
            ["Vivier", "API", "Formats", "OpenID", "Assets", "CZlib", "CMalloc", "CMarkdown", hummingbird, httpTypes, lifecycle, logging]
                + tls),

        program(
            "VivierDaemon",
            [
                "Web", "Vivier", "Mail", "OpenID", "Postgres", "Schema", "Formats", hummingbird, lifecycle, signals, logging, arguments,
            ]),
        program("VivierCLI", ["API", "Formats", "Matching", "CZip", "CCurl", arguments]),
        program(
            "VivierBench",
            ["Vivier", "Postgres", "Schema", "Matching", "Formats", "API", "TestSupport", hummingbird, lifecycle, logging, arguments]),

        .target(
            name: "TestSupport", dependencies: ["Postgres", "Schema", "Vivier", "API", "Formats", logging], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("PostgresTests", ["Postgres", "TestSupport"]),
        tests("MatchingTests", ["Matching", "Scoring", "Formats"], settings: computing),
        .testTarget(name: "FormatsTests", dependencies: ["Formats", "Matching", "CZip"], exclude: ["Golden"], swiftSettings: strict),
        tests("VivierTests", ["Vivier", "Postgres", "Matching", "Formats", "API", "TestSupport"]),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Vivier", "Mail", "OpenID", "API", "Formats", "Links", "Postgres", "TestSupport", httpTypes, lifecycle, logging,
            ],
            exclude: ["Golden"], swiftSettings: strict),
        tests("MailTests", ["Mail"]),
        tests("LinksTests", ["Links", "TestSupport"]),
        tests(
            "CommandLineTests",
            ["VivierCLI", "VivierDaemon", "Vivier", "API", "Formats", "Matching", "Postgres", "TestSupport", lifecycle, logging]),
        tests("HouseTests", ["API", "Postgres", "Schema", "TestSupport", "Vivier"]),
    ],
    // C23, for #embed.
    cLanguageStandard: .c2x
)
