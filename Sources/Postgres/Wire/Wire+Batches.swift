import CPostgres

/// Statements in pipeline mode: each batch ends with a sync, and many are on their way at once.
extension Wire {
    /// Sends statements and a sync. The wire's own have no request, and nobody hears of their errors.
    func sendBatch(_ batch: [SQL], request: Request?) {
        if request != nil, sent.isEmpty, !isInTransaction {
            let surplus = statements.evict()
            if !surplus.isEmpty { sendBatch(surplus.map { SQL(unsafelySpliced: "DEALLOCATE \($0)") }, request: nil) }
        }
        batches += 1
        var steps: [BatchReader.Step] = []
        steps.reserveCapacity(batch.count * 2)
        for sql in batch {
            let key = StatementCache.Key(text: sql.text, types: sql.types)
            let plan = request == nil ? .unnamed : statements.plan(key, batch: batches)
            if case .prepare(let name) = plan {
                guard PQsendPrepare(pg, name, sql.text, Int32(sql.types.count), sql.types) == 1 else { return lose() }
                steps.append(.prepare(key))
            }
            guard send(sql, by: plan) == 1 else { return lose() }
            steps.append(.execute(key))
        }
        guard vivier_pipeline_sync(pg) == 1 else { return lose() }
        sent.append(Sent(request: request, steps: steps))
        flush()
    }

    func sendDescription(of sql: SQL, request: Request) {
        let key = StatementCache.Key(text: sql.text, types: sql.types)
        guard PQsendPrepare(pg, "", sql.text, Int32(sql.types.count), sql.types) == 1, PQsendDescribePrepared(pg, "") == 1,
            vivier_pipeline_sync(pg) == 1
        else { return lose() }
        sent.append(Sent(request: request, steps: [.execute(key), .execute(key)]))
        flush()
    }

    private func send(_ sql: SQL, by plan: StatementCache.Plan) -> Int32 {
        let count = sql.types.count
        return sql.payload.withUnsafeBytes { payload in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: max(1, count)) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, 2 * count)) { numbers in
                    for (index, place) in sql.places.enumerated() {
                        let start = payload.baseAddress ?? UnsafeRawPointer(Self.emptyValue.utf8Start)
                        let value = place.map { start.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) }
                        values.initializeElement(at: index, to: value)
                        numbers.initializeElement(at: index, to: Int32(place?.count ?? 0))
                        // Binary, every one.
                        numbers.initializeElement(at: count + index, to: 1)
                    }
                    let formats = numbers.baseAddress?.advanced(by: count)
                    return switch plan {
                    case .ready(let name), .prepare(let name):
                        PQsendQueryPrepared(pg, name, Int32(count), values.baseAddress, numbers.baseAddress, formats, 1)
                    case .unnamed:
                        PQsendQueryParams(pg, sql.text, Int32(count), sql.types, values.baseAddress, numbers.baseAddress, formats, 1)
                    }
                }
            }
        }
    }

    /// Where empty values point to: libpq takes no pointer for NULL.
    private static let emptyValue: StaticString = ""

    func digestPipeline() {
        while failure == nil, let next = sent.first, PQisBusy(pg) == 0 {
            guard let event = nextEvent() else { return lose() }
            if case .error(let report) = event, PQstatus(pg) == CONNECTION_BAD { return lose(report) }
            switch next.reader.receive(event) {
            case .confirm(let key): statements.confirm(key)
            case .forget(let key): statements.forget(key)
            case nil: break
            }
            if next.reader.isConfused { return lose(PostgresError.Report(message: "the answers do not fit what was asked")) }
            guard next.reader.isComplete else { continue }
            _ = sent.popFirst()
            if let request = next.request {
                answered(self, request, next.reader.error.map { .failure($0) } ?? .success(Reply(rows: next.reader.rows)))
            }
        }
    }

    private func nextEvent() -> BatchReader.Event? {
        guard let pointer = PQgetResult(pg) else { return .commandEnd }
        let result = QueryResult(pointer)
        return switch PQresultStatus(pointer) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .rows(Rows(result))
        case PGRES_PIPELINE_ABORTED: .skipped
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_FATAL_ERROR: .error(result.report())
        // COPY in a batch, for one: libpq cannot go on from there.
        default: nil
        }
    }
}
