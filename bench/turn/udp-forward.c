// The least that a relay can do: receives up to 64 datagrams in one call and sends each to the
// other of its pair in one call. No protocol. What a TURN server is compared with.
//
//   udp-forward PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define BATCH 64
#define SLOT 2048

static struct sockaddr_in members[65536][2];
static struct sockaddr_in *other[65536]; /* by port: for one client host only */

static void enroll(const uint8_t *hello, const struct sockaddr_in *from) {
    uint32_t pair;
    memcpy(&pair, hello + 4, 4);
    if (pair >= 65536) return;
    int side = hello[3] & 1;
    members[pair][side] = *from;
    other[ntohs(from->sin_port)] = &members[pair][1 - side];
}

int main(int argc, char **argv) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0), big = 4 << 20;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &big, sizeof big);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &big, sizeof big);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 3479)};
    if (bind(fd, (struct sockaddr *)&a, sizeof a)) return perror("bind"), 1;
    static uint8_t bytes[BATCH][SLOT];
    static struct sockaddr_in names[BATCH];
    struct iovec vectors[BATCH], out_vectors[BATCH];
    struct mmsghdr in[BATCH], out[BATCH];
    memset(in, 0, sizeof in);
    memset(out, 0, sizeof out);
    for (int i = 0; i < BATCH; i++) {
        vectors[i] = (struct iovec){bytes[i], SLOT};
        in[i].msg_hdr.msg_iov = &vectors[i];
        in[i].msg_hdr.msg_iovlen = 1;
        in[i].msg_hdr.msg_name = &names[i];
    }
    for (;;) {
        for (int i = 0; i < BATCH; i++) in[i].msg_hdr.msg_namelen = sizeof names[i];
        int n = recvmmsg(fd, in, BATCH, MSG_WAITFORONE, NULL), k = 0;
        for (int i = 0; i < n; i++) {
            if (in[i].msg_len == 8 && !memcmp(bytes[i], "REG", 3)) {
                enroll(bytes[i], &names[i]);
                continue;
            }
            struct sockaddr_in *to = other[ntohs(names[i].sin_port)];
            if (!to) continue;
            out_vectors[k] = (struct iovec){bytes[i], in[i].msg_len};
            out[k].msg_hdr.msg_iov = &out_vectors[k];
            out[k].msg_hdr.msg_iovlen = 1;
            out[k].msg_hdr.msg_name = to;
            out[k].msg_hdr.msg_namelen = sizeof *to;
            k++;
        }
        for (int sent = 0; sent < k;) {
            int s = sendmmsg(fd, out + sent, k - sent, 0);
            sent += s > 0 ? s : 1;
        }
    }
}
