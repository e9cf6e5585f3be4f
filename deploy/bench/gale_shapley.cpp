// Plain deferred acceptance without ties, teams proposing: the floor under `vivier-bench stable`, which feeds it.
//
// Standard input, in the byte order of the machine: 64-bit numbers of teams, cases, pairs and runs, then the 64-bit starts of the teams'
// rows, the 32-bit capacities, and for all pairs the 32-bit cases and the 32-bit fits. Both sides rank by fit, equal fits by position.
// On standard output the number of placed teams, then the CPU-seconds of each run, sorting of the rankings included.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <vector>

template <class Number>
static std::vector<Number> read(size_t count) {
    std::vector<Number> values(count);
    if (count && std::fread(values.data(), sizeof(Number), count, stdin) != count) std::exit(2);
    return values;
}

struct Pair {
    int32_t fit, other;
    bool operator<(const Pair& pair) const { return fit != pair.fit ? fit > pair.fit : other < pair.other; }
};

int main() {
    const auto sizes = read<int64_t>(4);
    const auto starts = read<int64_t>(size_t(sizes[0]) + 1);
    const auto capacities = read<int32_t>(size_t(sizes[1]));
    const auto cases = read<int32_t>(size_t(sizes[2]));
    const auto fits = read<int32_t>(size_t(sizes[2]));
    for (int64_t run = 0; run < sizes[3]; ++run) {
        const clock_t start = std::clock();
        std::vector<Pair> rows(cases.size());
        std::vector<int64_t> next(starts.begin(), starts.end() - 1);
        for (int64_t team = 0; team < sizes[0]; ++team) {
            for (int64_t pair = starts[team]; pair < starts[team + 1]; ++pair) rows[pair] = {fits[pair], cases[pair]};
            std::sort(rows.begin() + starts[team], rows.begin() + starts[team + 1]);
        }
        // The worst of those held on top.
        std::vector<std::priority_queue<Pair>> held{size_t(sizes[1])};
        std::vector<int32_t> waiting;
        for (int64_t team = sizes[0]; team-- > 0;) waiting.push_back(int32_t(team));
        int64_t placed = 0;
        while (!waiting.empty()) {
            const int32_t team = waiting.back();
            if (next[team] == starts[team + 1]) {
                waiting.pop_back();
                continue;
            }
            const Pair wish = rows[next[team]++];
            auto& seats = held[wish.other];
            const Pair offer{wish.fit, team};
            if (int32_t(seats.size()) < capacities[wish.other]) {
                waiting.pop_back();
                seats.push(offer);
                ++placed;
            } else if (!seats.empty() && offer < seats.top()) {
                waiting.back() = seats.top().other;
                seats.pop();
                seats.push(offer);
            }
        }
        if (run == 0) std::printf("%lld\n", (long long)placed);
        std::printf("%.6f\n", double(std::clock() - start) / CLOCKS_PER_SEC);
    }
}
