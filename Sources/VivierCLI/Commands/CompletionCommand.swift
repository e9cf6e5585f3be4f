import ArgumentParser

struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print a script by which your shell completes commands and options.",
        discussion: """
            bash: vivier completion bash > ~/.local/share/bash-completion/completions/vivier
            zsh: vivier completion zsh > a folder of $fpath, as _vivier
            fish: vivier completion fish > ~/.config/fish/completions/vivier.fish
            """)

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    func run() {
        let known: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        print(VivierCommand.completionScript(for: known))
    }
}
