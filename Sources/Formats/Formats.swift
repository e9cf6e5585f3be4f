import Yams

func yamsProbe() throws -> Any? { try Yams.load(yaml: "a: 1") }
