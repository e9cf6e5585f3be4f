import ArgumentParser
@main struct Program: ParsableCommand { func run() {} }
