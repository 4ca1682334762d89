package dev.duologue.turn.stun;

import static java.util.Map.entry;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.Set;

/// Which record an attribute type is read into.
final class AttributeCodec {
    /// Reads a value.
    @FunctionalInterface
    private interface Decoder {
        StunAttribute decode(ByteBuf value, TransactionId id) throws StunDecodeException;
    }

    /// The number that ADDITIONAL-ADDRESS-FAMILY had before RFC 8656; clients of coturn 4.6 and
    /// earlier send it.
    private static final int ADDITIONAL_ADDRESS_FAMILY_DRAFT = 0x8032;

    private static final Map<Integer, Decoder> DECODERS =
            Map.<Integer, Decoder>ofEntries(
                    entry(MappedAddress.TYPE, MappedAddress::decode),
                    entry(Username.TYPE, Username::decode),
                    entry(MessageIntegrity.TYPE, MessageIntegrity::decode),
                    entry(ErrorCode.TYPE, ErrorCode::decode),
                    entry(UnknownAttributes.TYPE, UnknownAttributes::decode),
                    entry(ChannelNumber.TYPE, ChannelNumber::decode),
                    entry(Lifetime.TYPE, Lifetime::decode),
                    entry(XorPeerAddress.TYPE, XorPeerAddress::decode),
                    entry(Data.TYPE, Data::decode),
                    entry(Realm.TYPE, Realm::decode),
                    entry(Nonce.TYPE, Nonce::decode),
                    entry(XorRelayedAddress.TYPE, XorRelayedAddress::decode),
                    entry(RequestedAddressFamily.TYPE, RequestedAddressFamily::decode),
                    entry(EvenPort.TYPE, EvenPort::decode),
                    entry(RequestedTransport.TYPE, RequestedTransport::decode),
                    entry(DontFragment.TYPE, DontFragment::decode),
                    entry(MessageIntegritySha256.TYPE, MessageIntegritySha256::decode),
                    entry(PasswordAlgorithm.TYPE, PasswordAlgorithm::decode),
                    entry(UserHash.TYPE, UserHash::decode),
                    entry(XorMappedAddress.TYPE, XorMappedAddress::decode),
                    entry(ReservationToken.TYPE, ReservationToken::decode),
                    entry(AdditionalAddressFamily.TYPE, AdditionalAddressFamily::decode),
                    entry(ADDITIONAL_ADDRESS_FAMILY_DRAFT, AdditionalAddressFamily::decode),
                    entry(AddressErrorCode.TYPE, AddressErrorCode::decode),
                    entry(PasswordAlgorithms.TYPE, PasswordAlgorithms::decode),
                    entry(AlternateDomain.TYPE, AlternateDomain::decode),
                    entry(Icmp.TYPE, Icmp::decode),
                    entry(Software.TYPE, Software::decode),
                    entry(AlternateServer.TYPE, AlternateServer::decode),
                    entry(Fingerprint.TYPE, Fingerprint::decode));

    private AttributeCodec() {}

    /// The attributes that have a record.
    static Set<Integer> types() {
        return DECODERS.keySet();
    }

    /// Reads one attribute.
    ///
    /// @param value the value alone; views of it may stay in the result
    static StunAttribute decode(int type, ByteBuf value, TransactionId id)
            throws StunDecodeException {
        Decoder decoder = DECODERS.get(type);
        return decoder == null ? new UnknownAttribute(type, value) : decoder.decode(value, id);
    }
}
