import ArgumentParser
import Foundation

/// The flags that every command of the daemon takes.
struct SettingOptions: ParsableArguments {
    @Option(help: "The state folder: private database, lock. (VIVIER_STATE_DIR)")
    var stateDir: String?

    @Option(help: "PostgreSQL to use instead of a private one, in libpq's syntax. (VIVIER_DATABASE_URL)")
    var databaseUrl: String?

    @Option(help: "The same database as the owner of its schema, for migrations. (VIVIER_OWNER_DATABASE_URL)")
    var ownerDatabaseUrl: String?

    @Option(help: "The settings file, KEY=value lines.")
    var config: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical. (VIVIER_LOG_LEVEL)")
    var logLevel: String?

    func settings(listen: String? = nil, trustedProxies: String? = nil) throws -> Settings {
        var flags: [SettingKey: String] = [:]
        flags[.listen] = listen
        flags[.stateFolder] = stateDir
        flags[.databaseURL] = databaseUrl
        flags[.ownerDatabaseURL] = ownerDatabaseUrl
        flags[.logLevel] = logLevel
        flags[.trustedProxies] = trustedProxies
        return try SettingsReader(flags: flags, environment: ProcessInfo.processInfo.environment, file: config).read()
    }
}
