package dev.duologue.turn.stun;

/// An address family as STUN numbers it, RFC 8489 section 14.1.
public enum AddressFamily {
    /// 4 bytes of address.
    IPV4(0x01, 4),
    /// 16 bytes of address.
    IPV6(0x02, 16);

    private final int number;
    private final int size;

    AddressFamily(int number, int size) {
        this.number = number;
        this.size = size;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    /// Bytes of an address of this family.
    public int size() {
        return size;
    }

    /// The family that `field` names by `number`.
    ///
    /// @throws StunDecodeException if it is neither 1 nor 2
    static AddressFamily of(String field, int number) throws StunDecodeException {
        return switch (number) {
            case 0x01 -> IPV4;
            case 0x02 -> IPV6;
            default -> throw new StunDecodeException(field, number + ", must be 1 or 2");
        };
    }
}
