package dev.duologue.turn.stun;

import static dev.duologue.turn.stun.Messages.withAttribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StunMessageTest {
    private static final TransactionId ID = new TransactionId(0x01020304, 0x05060708090a0b0cL);
    private static final IntegrityKey KEY = IntegrityKey.shortTerm("secret");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0001 0000 2112a442 0000000000000000000000     | message/header: 19 bytes of 20",
                "4001 0000 2112a442 000000000000000000000000   | message/type: its first two bits"
                        + " must be zero",
                "0001 0003 2112a442 000000000000000000000000 000000 | message/length: 3, must be a"
                        + " multiple of 4",
                "0001 0000 2112a443 000000000000000000000000   | message/cookie: must be 2112a442",
                "0001 0004 2112a442 000000000000000000000000   | message/length: 4 of 0 bytes",
                "0001 0000 2112a442 000000000000000000000000 00 | message/length: 0 of 1 bytes",
            })
    void aMessageThatIsNotOneIsRefusedNamingTheField(String hex, String problem) {
        assertThatThrownBy(() -> Messages.decode(hex))
                .isInstanceOf(StunDecodeException.class)
                .hasMessage(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0001 0007 00010000000000 00 | MAPPED-ADDRESS/length: 7 bytes, must be 8 to 20",
                "0001 0008 0003000000000000  | MAPPED-ADDRESS/family: 3, must be 1 or 2",
                "0012 0008 0002000000000000  | XOR-PEER-ADDRESS/length: 6 bytes, must be 18",
                "0009 0004 00000200          | ERROR-CODE/class: 2, must be 3 to 6",
                "0009 0004 00000364          | ERROR-CODE/number: 100, must be 0 to 99",
                "000a 0003 00010000          | UNKNOWN-ATTRIBUTES/length: odd, must be even",
                "000d 0003 00000000          | LIFETIME/length: 3 bytes, must be 4",
                "0008 0010 00000000000000000000000000000000 | MESSAGE-INTEGRITY/length: 16 bytes,"
                        + " must be 20",
                "0006 0002 fffe0000          | USERNAME: not UTF-8",
                "8002 0004 00020004          | PASSWORD-ALGORITHMS/parameters/length: 0 bytes,"
                        + " must be 4 to 65535",
                "001d 0008 0002000000020000  | PASSWORD-ALGORITHM/rest/length: 4 bytes, must be 0",
                "8028 0004 00000000          | FINGERPRINT: does not fit the message",
                "8028 0004 00000000 001a0000 | FINGERPRINT: must be the last attribute",
                "7777 0005 00000000          | attribute 0x7777/length: 5 of 4 bytes",
            })
    void anAttributeThatIsWrongIsRefusedNamingTheField(String attribute, String problem) {
        assertThatThrownBy(() -> Messages.decode(withAttribute(attribute))).hasMessage(problem);
    }

    @Test
    void aUsernameMayHave763BytesAndNoMore() throws StunDecodeException {
        String full = "0006 02fb" + "61".repeat(763) + "00";
        assertThat(Messages.decode(withAttribute(full)).has(Username.class)).isTrue();
        String over = "0006 02fc" + "61".repeat(764);
        assertThatThrownBy(() -> Messages.decode(withAttribute(over)))
                .hasMessage("USERNAME/length: 764 bytes, must be 0 to 763");
    }

    @Test
    void aMessageMayHave256AttributesAndNoMore() throws StunDecodeException {
        String most = withAttribute("001a0000".repeat(StunMessage.MAX_ATTRIBUTES));
        assertThat(Messages.decode(most).attributes()).hasSize(StunMessage.MAX_ATTRIBUTES);
        assertThatThrownBy(() -> Messages.decode(withAttribute("001a0000".repeat(257))))
                .hasMessage("message/attributes: more than 256");
    }

    @Test // RFC 8489 sections 14.5 and 14.6
    void whatFollowsMessageIntegrityIsIgnored() throws StunDecodeException {
        ByteBuf out = Unpooled.buffer();
        request(new Lifetime(1)).encode(out);
        Integrity.SHA1.append(out, 0, KEY);
        append(out, "000d0004 00000e10"); // a second LIFETIME, not protected
        Integrity.SHA256.append(out, 0, KEY);
        append(out, "0012 0008 0001000000000000");
        Integrity.SHA1.append(out, 0, KEY);
        Fingerprint.append(out, 0);
        StunMessage message = StunMessage.decode(out.duplicate());
        assertThat(message.attributes())
                .extracting(StunAttribute::type)
                .containsExactly(
                        Lifetime.TYPE,
                        MessageIntegrity.TYPE,
                        MessageIntegritySha256.TYPE,
                        Fingerprint.TYPE);
        assertThat(message.find(Lifetime.class)).contains(new Lifetime(1));
        assertThat(Integrity.SHA1.verify(out, KEY)).isTrue();
        assertThat(Integrity.SHA256.verify(out, KEY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"12, false", "16, true", "20, true", "32, true"})
    void aSha256CutTo16BytesOrMoreIsAccepted(int size, boolean accepted) {
        ByteBuf full = Unpooled.buffer();
        request().encode(full);
        full.setShort(2, 4 + size); // what the HMAC is to cover
        full.writeShort(MessageIntegritySha256.TYPE).writeShort(size);
        byte[] mac = KEY.mac("HmacSHA256").doFinal(bytes(full, 20));
        full.writeBytes(mac, 0, size);
        assertThat(Integrity.SHA256.verify(full, KEY)).isEqualTo(accepted);
    }

    @Test
    void paddingIsZeroWhateverLayInTheBuffer() {
        ByteBuf out = Unpooled.buffer(64).setZero(0, 64);
        for (int i = 0; i < 64; i++) {
            out.setByte(i, 0xAA);
        }
        request(new Username("a")).encode(out);
        assertThat(ByteBufUtil.hexDump(out)).endsWith("00060001" + "61000000");
    }

    @Test
    void anUnknownMethodAndAnUnknownAttributeAreKept() throws StunDecodeException {
        StunMessage message =
                Messages.decode("3eef 0008 2112a442 000000000000000000000000 7ffe0001 61000000");
        assertThat(message.method()).hasToString("0xFFF");
        assertThat(message.messageClass()).isEqualTo(StunClass.REQUEST);
        assertThat(message.attributes())
                .containsExactly(new UnknownAttribute(0x7ffe, Messages.bytes("61")));
        assertThat(message.attributes().getFirst().comprehensionRequired()).isTrue();
    }

    private static StunMessage request(StunAttribute... attributes) {
        return new StunMessage(StunClass.REQUEST, StunMethod.REFRESH, ID, List.of(attributes));
    }

    private static void append(ByteBuf message, String attribute) {
        message.writeBytes(Messages.bytes(attribute));
        message.setShort(2, message.writerIndex() - 20);
    }

    private static byte[] bytes(ByteBuf buffer, int size) {
        byte[] bytes = new byte[size];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
