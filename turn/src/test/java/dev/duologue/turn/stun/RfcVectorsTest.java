package dev.duologue.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/// The sample messages of RFC 5769 and RFC 8489 appendix B.
class RfcVectorsTest {
    private static final IntegrityKey SHORT_TERM = IntegrityKey.shortTerm("VOkJxbRl1RmTxUk/WvJxBt");
    private static final String MATRIX = "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";

    /// RFC 5769 section 2.1.
    private static final String REQUEST =
            """
            00010058 2112a442 b7e7a701bc34d686fa87dfae
            80220010 5354554e207465737420636c69656e74
            00240004 6e0001ff
            80290008 932ff9b151263b36
            00060009 6576746a3a68367659202020
            00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
            80280004 e57a3bcf\
            """;

    /// RFC 5769 section 2.2.
    private static final String IPV4_RESPONSE =
            """
            0101003c 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200008 0001a147e112a643
            00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7
            80280004 c07d4c96\
            """;

    /// RFC 5769 section 2.3.
    private static final String IPV6_RESPONSE =
            """
            01010048 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9
            00080014 a382954e4be67bf11784c97c8292c275bfe3ed41
            80280004 c8fb0b4c\
            """;

    /// RFC 5769 section 2.4.
    private static final String LONG_TERM_REQUEST =
            """
            00010060 2112a442 78ad3433c6ad72c029da412e
            00060012 e3839ee38388e383aae38383e382afe382b90000
            0015001c 662f2f3439396b39353464364f4c33346f4c39465354767936347341
            0014000b 6578616d706c652e6f726700
            00080014 f67024656dd64a3e02b8e0712e85c9a28ca89666\
            """;

    /// RFC 8489 appendix B.1.
    private static final String SHA256_REQUEST =
            """
            00010090 2112a442 78ad3433c6ad72c029da412e
            001e0020 4a3cf38fef6992bda952c6780417da0f24819415569e60b205c46e41407f1704
            00150029 6f624d61744a6f733241414143662f2f3439396b39353464364f4c33346f4c39465354
                     767936347341000000
            0014000b 6578616d706c652e6f726700
            001d0004 00020000
            001c0020 b5c7bf005b6c52a21c51c5e892f81924136296cb927c43149309278cc6518e65\
            """;

    @Test
    void theSampleRequestIsReadAndVerified() throws StunDecodeException {
        StunMessage message = Messages.decode(REQUEST);
        assertThat(message.messageClass()).isEqualTo(StunClass.REQUEST);
        assertThat(message.method()).isEqualTo(StunMethod.BINDING);
        assertThat(message.transactionId()).hasToString("b7e7a701bc34d686fa87dfae");
        assertThat(message.find(Software.class)).contains(new Software("STUN test client"));
        assertThat(message.find(Username.class)).contains(new Username("evtj:h6vY"));
        assertThat(message.find(Fingerprint.class)).contains(new Fingerprint(0xe57a3bcf));
        assertThat(Integrity.SHA1.verify(Messages.bytes(REQUEST), SHORT_TERM)).isTrue();
        assertThat(Integrity.SHA256.verify(Messages.bytes(REQUEST), SHORT_TERM)).isFalse();
    }

    @Test
    void theSampleResponsesNameTheirAddresses() throws StunDecodeException {
        var ipv4 = TransportAddress.ipv4(0xC0000201, 32853);
        var ipv6 = TransportAddress.ipv6(0x20010db8_12345678L, 0x00112233_44556677L, 32853);
        assertThat(Messages.decode(IPV4_RESPONSE).find(XorMappedAddress.class))
                .contains(new XorMappedAddress(ipv4));
        assertThat(Messages.decode(IPV6_RESPONSE).find(XorMappedAddress.class))
                .contains(new XorMappedAddress(ipv6));
        assertThat(Integrity.SHA1.verify(Messages.bytes(IPV4_RESPONSE), SHORT_TERM)).isTrue();
        assertThat(Integrity.SHA1.verify(Messages.bytes(IPV6_RESPONSE), SHORT_TERM)).isTrue();
    }

    @Test
    void theLongTermRequestIsVerifiedWithTheMd5Key() throws StunDecodeException {
        var key = IntegrityKey.longTerm(MATRIX, "example.org", "TheMatrIX", IntegrityKey.MD5);
        assertThat(Messages.decode(LONG_TERM_REQUEST).find(Username.class))
                .contains(new Username(MATRIX));
        assertThat(Integrity.SHA1.verify(Messages.bytes(LONG_TERM_REQUEST), key)).isTrue();
        var other = IntegrityKey.longTerm(MATRIX, "example.org", "TheMatrix", IntegrityKey.MD5);
        assertThat(Integrity.SHA1.verify(Messages.bytes(LONG_TERM_REQUEST), other)).isFalse();
    }

    @Test // "The<U+00AD>M<U+00AA>tr<U+2168>" is what RFC 5769 gives; OpaqueString keeps letters
    void theSha256RequestIsVerifiedWithTheSha256Key() throws StunDecodeException {
        var key = IntegrityKey.longTerm(MATRIX, "example.org", "TheMatrIX", IntegrityKey.SHA_256);
        StunMessage message = Messages.decode(SHA256_REQUEST);
        byte[] hash = IntegrityKey.userHash(MATRIX, "example.org");
        assertThat(message.find(UserHash.class))
                .contains(new UserHash(Unpooled.wrappedBuffer(hash)));
        assertThat(message.find(Nonce.class))
                .contains(new Nonce("obMatJos2AAACf//499k954d6OL34oL9FSTvy64sA"));
        assertThat(message.find(PasswordAlgorithm.class))
                .contains(new PasswordAlgorithm(IntegrityKey.SHA_256, Unpooled.EMPTY_BUFFER));
        assertThat(Integrity.SHA256.verify(Messages.bytes(SHA256_REQUEST), key)).isTrue();
    }

    @Test
    void whatWeWriteIsTheSampleByteForByte() throws StunDecodeException {
        StunMessage message = Messages.decode(IPV6_RESPONSE);
        var unsigned =
                new StunMessage(
                        message.messageClass(),
                        message.method(),
                        message.transactionId(),
                        message.attributes().subList(0, 2));
        ByteBuf out = Unpooled.buffer();
        out.writeZero(3); // the message need not begin at 0
        unsigned.encode(out);
        // The sample pads SOFTWARE with a space; RFC 8489 section 14 wants zero.
        out.setByte(3 + 20 + 4 + 11, 0x20);
        Integrity.SHA1.append(out, 3, SHORT_TERM);
        Fingerprint.append(out, 3);
        assertThat(ByteBufUtil.hexDump(out.skipBytes(3)))
                .isEqualTo(IPV6_RESPONSE.replaceAll("\\s", ""));
    }
}
