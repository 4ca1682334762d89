package dev.duologue.turn.internal.allocation;

/// How much of everything there may be. 0 is no limit.
///
/// @param perUser allocations of one user name
/// @param perAddress allocations from one IPv4 address or one IPv6 /64
/// @param total allocations in all
/// @param permissions per allocation
/// @param channels per allocation
public record Limits(int perUser, int perAddress, int total, int permissions, int channels) {
    static boolean reached(int count, int limit) {
        return limit > 0 && count >= limit;
    }
}
