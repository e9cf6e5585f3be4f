import CPostgres

/// What needs the connection alone, outside pipeline mode: scripts and COPY.
extension Wire {
    func startAlone(_ text: String, _ next: Mode) {
        soloError = nil
        guard PQexitPipelineMode(pg) == 1, PQsendQuery(pg, text) == 1 else { return lose() }
        mode = next
        flush()
    }

    func digestAlone() {
        while failure == nil, PQisBusy(pg) == 0 {
            guard let pointer = PQgetResult(pg) else { return endAlone() }
            let result = QueryResult(pointer)
            switch (PQresultStatus(pointer), mode) {
            case (PGRES_COPY_IN, .copyInOpening(let request)):
                mode = .copyIn
                return answered(self, request, .success(Reply()))
            case (PGRES_COPY_OUT, .copyOutOpening(let request)):
                mode = .copyOut
                return answered(self, request, .success(Reply()))
            case (PGRES_TUPLES_OK, _), (PGRES_COMMAND_OK, _), (PGRES_EMPTY_QUERY, _): soloRows.append(Rows(result))
            case (PGRES_FATAL_ERROR, _):
                if PQstatus(pg) == CONNECTION_BAD { return lose(result.report()) }
                soloError = soloError ?? PostgresError(report: result.report())
            default: return lose()
            }
        }
    }

    func readCopyOut() {
        while failure == nil {
            var buffer: UnsafeMutablePointer<CChar>?
            let length = PQgetCopyData(pg, &buffer, 1)
            defer { PQfreemem(buffer) }
            if length == 0 { return }
            if length == -1 { return digestAlone() }
            guard length > 0 else { return lose() }
            guard case .copyOutReading(let request) = mode else { continue }
            chunk.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(length)))
            if chunk.count >= Self.copyChunkSize {
                mode = .copyOut
                return answered(self, request, .success(Reply(chunk: takeChunk())))
            }
        }
    }

    private func takeChunk() -> [UInt8] {
        defer {
            chunk = []
            chunk.reserveCapacity(Self.copyChunkSize + 8_192)
        }
        return chunk
    }

    /// The server is through with what it did alone: back to the pipeline.
    private func endAlone() {
        guard let request = current, PQenterPipelineMode(pg) == 1 else { return lose() }
        mode = .pipeline
        let reply = Reply(rows: soloRows, chunk: chunk, isAtEnd: true)
        soloRows = []
        chunk = []
        answered(self, request, soloError.map { .failure($0) } ?? .success(reply))
    }
}
