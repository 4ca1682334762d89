package dev.duologue.turn.stun;

import io.netty.buffer.ByteBuf;

/// One attribute of a STUN message. A type that has no record here, or whose record is of no use to
/// a server, is an [UnknownAttribute].
public sealed interface StunAttribute
        permits AdditionalAddressFamily,
                AddressErrorCode,
                AlternateDomain,
                AlternateServer,
                ChannelNumber,
                Data,
                DontFragment,
                ErrorCode,
                EvenPort,
                Fingerprint,
                Icmp,
                Lifetime,
                MappedAddress,
                MessageIntegrity,
                MessageIntegritySha256,
                Nonce,
                PasswordAlgorithm,
                PasswordAlgorithms,
                Realm,
                RequestedAddressFamily,
                RequestedTransport,
                ReservationToken,
                Software,
                UnknownAttribute,
                UnknownAttributes,
                UserHash,
                Username,
                XorMappedAddress,
                XorPeerAddress,
                XorRelayedAddress {
    /// The number from the registry "STUN Attributes".
    int type();

    /// Writes the value alone, without header and padding.
    ///
    /// @param out what it is written to; stays with the caller
    /// @param id the transaction id of the message, which hides addresses
    void encodeValue(ByteBuf out, TransactionId id);

    /// Whether a receiver that does not know the attribute has to refuse the message, RFC 8489
    /// section 14.
    default boolean comprehensionRequired() {
        return type() < 0x8000;
    }
}
