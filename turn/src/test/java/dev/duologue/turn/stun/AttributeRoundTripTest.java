package dev.duologue.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of attribute comes back as it was sent.
class AttributeRoundTripTest {
    private static final TransportAddress IPV4 = TransportAddress.ipv4(0xCB00710A, 65535);
    private static final TransportAddress IPV6 = TransportAddress.ipv6(0x20010db8L << 32, 1, 0);
    private static final PasswordAlgorithm SHA_256 =
            new PasswordAlgorithm(2, Unpooled.EMPTY_BUFFER);

    static Stream<StunAttribute> attributes() {
        return Stream.of(
                new MappedAddress(IPV4),
                new MappedAddress(IPV6),
                new XorMappedAddress(IPV4),
                new XorMappedAddress(IPV6),
                new XorPeerAddress(TransportAddress.ipv6(0, TransportAddress.MAPPED | 1, 1)),
                new XorRelayedAddress(IPV6),
                new AlternateServer(IPV4),
                new Username("1700000000:room/\u00e9"),
                new Realm("example.org"),
                new Nonce(""),
                new Software("x"),
                new AlternateDomain("example.org"),
                new Data(Messages.bytes("010203")),
                new Data(Unpooled.EMPTY_BUFFER),
                new UserHash(Unpooled.wrappedBuffer(new byte[32])),
                new MessageIntegrity(Unpooled.wrappedBuffer(new byte[20])),
                new ChannelNumber(0x4000),
                new Lifetime(0xFFFF_FFFFL),
                new RequestedTransport(17),
                new EvenPort(true),
                new EvenPort(false),
                new ReservationToken(-2),
                new RequestedAddressFamily(2),
                new AdditionalAddressFamily(255),
                new DontFragment(),
                new ErrorCode(699, "why"),
                new AddressErrorCode(AddressFamily.IPV6, 440, ""),
                new UnknownAttributes(List.of(1, 0xFFFF)),
                new Icmp(127, 511, -1),
                SHA_256,
                new PasswordAlgorithms(
                        List.of(SHA_256, new PasswordAlgorithm(9, Messages.bytes("0102")))),
                new UnknownAttribute(0xFFFF, Messages.bytes("ff")));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void comesBackAsItWasSent(StunAttribute attribute) throws StunDecodeException {
        var sent =
                new StunMessage(
                        StunClass.SUCCESS,
                        StunMethod.ALLOCATE,
                        new TransactionId(0x12345678, -9),
                        List.of(attribute));
        ByteBuf wire = Unpooled.buffer();
        sent.encode(wire);
        assertThat(StunMessage.decode(wire)).isEqualTo(sent);
    }
}
