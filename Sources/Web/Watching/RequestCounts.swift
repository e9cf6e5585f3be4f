import Synchronization

/// How many requests each route answered, how, and how long it took.
final class RequestCounts: Sendable {
    /// Upper bounds in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private static let limits: [Duration] = bounds.map { .seconds($0) }

    private struct Key: Hashable {
        var route: String
        var method: String
        var status: Int
    }

    private struct Series {
        var buckets = Array(repeating: 0, count: RequestCounts.bounds.count + 1)
        var total = Duration.zero

        mutating func count(_ taken: Duration, in bucket: Int) {
            buckets[bucket] += 1
            total += taken
        }
    }

    /// Bounded by the routes, methods and statuses that there are: a method that is not of HTTP counts as `other`.
    private let series = Mutex<[Key: Series]>([:])

    func count(route: String, method: String, status: Int, taken: Duration) {
        let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(method)
        let key = Key(route: route, method: known ? method : "other", status: status)
        let bucket = Self.limits.firstIndex { taken <= $0 } ?? Self.limits.count
        series.withLock { series in
            series[key, default: Series()].count(taken, in: bucket)
        }
    }

    func write(to page: inout MetricsPage) {
        let series = series.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        let name = "vivier_http_request_duration_seconds"
        page.family(name, "histogram", "Time from a request to the head of its answer.")
        for (key, value) in series {
            let labels = [("route", key.route), ("method", key.method), ("status", String(key.status))]
            var count = 0
            for (bound, more) in zip(Self.bounds, value.buckets) {
                count += more
                page.sample("\(name)_bucket", labels + [("le", String(bound))], Double(count))
            }
            count += value.buckets[Self.bounds.count]
            page.sample("\(name)_bucket", labels + [("le", "+Inf")], Double(count))
            page.sample("\(name)_sum", labels, value.total / .seconds(1))
            page.sample("\(name)_count", labels, Double(count))
        }
    }
}
