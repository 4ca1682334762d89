// A load generator for TURN servers: pairs of clients that allocate, bind channels (or not) and
// send each other datagrams through the server, which it watches for the CPU time it takes.
//
//   turn-load -s HOST -p PORT -w SECRET [-P PID] [-m channel|send] [-t udp|tcp|tls]
//             [-n PAIRS] [-l BYTES] [-r DATAGRAMS/S PER CLIENT, 0 = flood] [-d SECONDS]
//             [-e] (each client to an echo peer here instead of to another client)
//             [-E ADDRESS] (where the echo peer is, if not at the server's)
//             [-o] (one way only) [-a SECONDS] (allocations per second instead of data, by -n
//             processes that wait for each answer)
//             [-u REQUESTS] (how long an unknown user and a wrong password take to be refused)
//             [-b] (server is udp-forward: no TURN) [-W DATAGRAMS UNDER WAY in a flood]
//
// Prints one line: datagrams sent and received, loss, server CPU per datagram delivered, and the
// delay from send to receive.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COOKIE 0x2112A442u
#define MAX_BUCKET 200000 /* microseconds */
#define STREAM_BUFFER (1 << 18)

typedef struct {
    int fd;
    SSL *ssl;
    struct sockaddr_in relayed;
    struct sockaddr_in peer;
    uint16_t channel;
    uint8_t *in; /* stream bytes not yet understood */
    int filled;
    double next;
    long sent, received, lost;
} client;

static const char *host = "127.0.0.1", *echo_host = NULL, *secret = "SECRET", *mode = "channel", *transport = "udp";
static int port = 3478, pairs = 1, size = 1200, rate = 0, seconds = 5, echo = 0, one_way = 0;
static int allocations = 0, refusals = 0, baseline = 0, pid = 0, window = 256;
static char realm[256], nonce[512], username[64], password[64];
static uint8_t key[16];
static struct sockaddr_in server;
static SSL_CTX *tls;
static int *histogram;
static int echo_fd = -1;
static struct sockaddr_in echo_address;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void die(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

/* CPU seconds of the server so far. */
static double cpu(void) {
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *f = fopen(path, "r");
    if (!f || !fgets(line, sizeof line, f)) return 0;
    fclose(f);
    unsigned long user, system;
    char *rest = strrchr(line, ')');
    sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static void put16(uint8_t *p, unsigned v) { p[0] = v >> 8; p[1] = v; }
static unsigned get16(const uint8_t *p) { return p[0] << 8 | p[1]; }

static int begin(uint8_t *m, unsigned type) {
    put16(m, type);
    put16(m + 2, 0);
    put16(m + 4, COOKIE >> 16);
    put16(m + 6, COOKIE & 0xffff);
    for (int i = 8; i < 20; i++) m[i] = rand();
    return 20;
}

static int attribute(uint8_t *m, int at, unsigned type, const void *value, int n) {
    put16(m + at, type);
    put16(m + at + 2, n);
    memcpy(m + at + 4, value, n);
    memset(m + at + 4 + n, 0, -n & 3);
    at += 4 + n + (-n & 3);
    put16(m + 2, at - 20);
    return at;
}

static int peer_attribute(uint8_t *m, int at, struct sockaddr_in *a) {
    uint8_t v[8] = {0, 1};
    put16(v + 2, ntohs(a->sin_port) ^ COOKIE >> 16);
    uint32_t ip = htonl(ntohl(a->sin_addr.s_addr) ^ COOKIE);
    memcpy(v + 4, &ip, 4);
    return attribute(m, at, 0x0012, v, 8);
}

static int sign(uint8_t *m, int at) {
    if (!*nonce) return at;
    at = attribute(m, at, 0x0006, username, strlen(username));
    at = attribute(m, at, 0x0014, realm, strlen(realm));
    at = attribute(m, at, 0x0015, nonce, strlen(nonce));
    put16(m + 2, at + 24 - 20);
    uint8_t mac[20];
    unsigned n = 20;
    HMAC(EVP_sha1(), key, 16, m, at, mac, &n);
    return attribute(m, at, 0x0008, mac, 20);
}

static const uint8_t *find(const uint8_t *m, int n, unsigned type, int *size_out) {
    for (int at = 20; at + 4 <= n; at += 4 + ((get16(m + at + 2) + 3) & ~3)) {
        if (get16(m + at) == type) {
            *size_out = get16(m + at + 2);
            return m + at + 4;
        }
    }
    return NULL;
}

static int raw_read(client *c, uint8_t *p, int n) {
    if (!c->ssl) return recv(c->fd, p, n, 0);
    int got = SSL_read(c->ssl, p, n);
    if (got <= 0) errno = EAGAIN;
    return got > 0 ? got : -1;
}

static int raw_write(client *c, const uint8_t *p, int n) {
    if (!c->ssl) return send(c->fd, p, n, MSG_NOSIGNAL);
    int put = SSL_write(c->ssl, p, n);
    if (put <= 0) errno = EAGAIN;
    return put > 0 ? put : -1;
}

/* Sends a request and waits for its answer. */
static int ask(client *c, const uint8_t *request, int n, uint8_t *answer) {
    for (int attempt = 0; attempt < 20; attempt++) {
        if (raw_write(c, request, n) != n) die("send request");
        double until = now() + (strcmp(transport, "udp") ? 5 : 0.3);
        int filled = 0;
        while (now() < until) {
            int got = raw_read(c, answer + filled, 2048 - filled);
            if (got < 0) {
                struct pollfd readable = {c->fd, POLLIN, 0};
                poll(&readable, 1, 1);
                continue;
            }
            filled += got;
            if (filled < 20 || filled < 20 + (int)get16(answer + 2)) continue;
            if (!memcmp(answer + 8, request + 8, 12)) return filled;
            filled = 0; /* the late answer to an earlier attempt */
        }
    }
    errno = ETIMEDOUT;
    die("no answer");
    return 0;
}

static int code(const uint8_t *m, int n) {
    int k;
    const uint8_t *e = find(m, n, 0x0009, &k);
    return e ? e[2] * 100 + e[3] : 0;
}

static void credentials(void) {
    snprintf(username, sizeof username, "%ld:load", time(NULL) + 86400);
    uint8_t mac[20];
    unsigned n = 20;
    HMAC(EVP_sha1(), secret, strlen(secret), (uint8_t *)username, strlen(username), mac, &n);
    EVP_EncodeBlock((uint8_t *)password, mac, 20);
}

static void learn(const uint8_t *m, int n) {
    int k;
    const uint8_t *v = find(m, n, 0x0014, &k);
    if (!v) return;
    memcpy(realm, v, k);
    realm[k] = 0;
    v = find(m, n, 0x0015, &k);
    memcpy(nonce, v, k);
    nonce[k] = 0;
    char text[512];
    int length = snprintf(text, sizeof text, "%s:%s:%s", username, realm, password);
    unsigned digest = 16;
    EVP_Digest(text, length, key, &digest, EVP_md5(), NULL);
}

static void open_client(client *c) {
    int udp = !strcmp(transport, "udp");
    c->fd = socket(AF_INET, udp ? SOCK_DGRAM : SOCK_STREAM, 0);
    if (connect(c->fd, (struct sockaddr *)&server, sizeof server)) die("connect");
    int big = 1 << 20, on = 1;
    setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &big, sizeof big);
    if (!udp) {
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (!c->in) c->in = malloc(STREAM_BUFFER);
    }
    if (!strcmp(transport, "tls")) {
        c->ssl = SSL_new(tls);
        SSL_set_fd(c->ssl, c->fd);
        if (SSL_connect(c->ssl) != 1) die("TLS");
    }
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
}

static void allocate(client *c) {
    uint8_t m[1024], answer[2048];
    const uint8_t udp[4] = {17};
    for (int attempt = 0; attempt < 3; attempt++) {
        int n = sign(m, attribute(m, begin(m, 0x0003), 0x0019, udp, 4));
        int got = ask(c, m, n, answer);
        if (code(answer, got) == 401 || code(answer, got) == 438) {
            learn(answer, got);
            continue;
        }
        if (code(answer, got) == 437) { /* a run before had this port: take another */
            int used = c->fd;
            open_client(c);
            close(used);
            attempt = -1;
            continue;
        }
        int k;
        const uint8_t *v = find(answer, got, 0x0016, &k);
        if (!v) {
            fprintf(stderr, "allocate: error %d\n", code(answer, got));
            exit(1);
        }
        c->relayed.sin_family = AF_INET;
        c->relayed.sin_port = htons(get16(v + 2) ^ COOKIE >> 16);
        uint32_t ip;
        memcpy(&ip, v + 4, 4);
        c->relayed.sin_addr.s_addr = htonl(ntohl(ip) ^ COOKIE);
        return;
    }
    fprintf(stderr, "allocate: refused three times\n");
    exit(1);
}

static void expect_success(client *c, uint8_t *m, int n, const char *what) {
    uint8_t answer[2048];
    int got = ask(c, m, n, answer);
    if (code(answer, got) == 438 || code(answer, got) == 401) { /* the nonce is bound to clients */
        learn(answer, got);
        return;
    }
    if (get16(answer) & 0x0010) {
        fprintf(stderr, "%s: error %d\n", what, code(answer, got));
        exit(1);
    }
    c->channel = 0x4000;
}

static void permit(client *c) {
    uint8_t m[1024];
    for (int attempt = 0; attempt < 3 && !c->channel; attempt++) {
        if (!strcmp(mode, "send")) {
            int n = sign(m, peer_attribute(m, begin(m, 0x0008), &c->peer));
            expect_success(c, m, n, "CreatePermission");
        } else {
            const uint8_t number[4] = {0x40, 0x00};
            int at = attribute(m, begin(m, 0x0009), 0x000C, number, 4);
            expect_success(c, m, sign(m, peer_attribute(m, at, &c->peer)), "ChannelBind");
        }
    }
}

/* One datagram with the time in it. */
static int message(client *c, uint8_t *m, const uint8_t *payload) {
    if (baseline) {
        memcpy(m, payload, size);
        return size;
    }
    if (!strcmp(mode, "send")) {
        int at = peer_attribute(m, begin(m, 0x0016), &c->peer);
        return attribute(m, at, 0x0013, payload, size);
    }
    put16(m, c->channel);
    put16(m + 2, size);
    memcpy(m + 4, payload, size);
    int n = 4 + size;
    if (strcmp(transport, "udp")) {
        memset(m + n, 0, 3);
        n = (n + 3) & ~3;
    }
    return n;
}

static void took(client *c, const uint8_t *payload) {
    double sent_at;
    memcpy(&sent_at, payload, 8);
    int us = (int)((now() - sent_at) * 1e6);
    histogram[us < 0 ? 0 : us >= MAX_BUCKET ? MAX_BUCKET - 1 : us]++;
    c->received++;
}

static const uint8_t *payload_of(const uint8_t *m, int n) {
    if (baseline) return m;
    if ((m[0] & 0xC0) == 0x40) return m + 4;
    int k;
    return get16(m) == 0x0017 ? find(m, n, 0x0013, &k) : NULL;
}

static void drain_stream(client *c) {
    int got;
    while ((got = raw_read(c, c->in + c->filled, STREAM_BUFFER - c->filled)) > 0) {
        c->filled += got;
        int at = 0;
        while (c->filled - at >= 4) {
            int length = get16(c->in + at + 2);
            int n = (c->in[at] & 0xC0) ? 4 + ((length + 3) & ~3) : 20 + length;
            if (c->filled - at < n) break;
            const uint8_t *p = payload_of(c->in + at, n);
            if (p) took(c, p);
            at += n;
        }
        memmove(c->in, c->in + at, c->filled - at);
        c->filled -= at;
    }
}

static void drain(client *c) {
    if (strcmp(transport, "udp")) {
        drain_stream(c);
        return;
    }
    static uint8_t buffers[32][2048];
    struct mmsghdr headers[32] = {0};
    struct iovec vectors[32];
    for (int i = 0; i < 32; i++) {
        vectors[i] = (struct iovec){buffers[i], sizeof buffers[i]};
        headers[i].msg_hdr.msg_iov = &vectors[i];
        headers[i].msg_hdr.msg_iovlen = 1;
    }
    int n;
    do {
        n = recvmmsg(c->fd, headers, 32, MSG_DONTWAIT, NULL);
        for (int i = 0; i < n; i++) {
            const uint8_t *p = payload_of(buffers[i], headers[i].msg_len);
            if (p) took(c, p);
        }
    } while (n == 32);
}

static void drain_echo(void) {
    uint8_t m[2048];
    struct sockaddr_in from;
    socklen_t length = sizeof from;
    int n;
    while ((n = recvfrom(echo_fd, m, sizeof m, MSG_DONTWAIT, (struct sockaddr *)&from, &length)) >= 0)
        sendto(echo_fd, m, n, 0, (struct sockaddr *)&from, length);
}

static void send_one(client *c) {
    static uint8_t payload[2048], m[4096];
    double t = now();
    memcpy(payload, &t, 8);
    int n = message(c, m, payload);
    if (raw_write(c, m, n) == n) c->sent++;
}

static void send_burst(client *c, int count) {
    if (strcmp(transport, "udp")) {
        while (count-- > 0) send_one(c);
        return;
    }
    static uint8_t buffers[32][2048];
    uint8_t payload[2048] = {0};
    struct mmsghdr headers[32] = {0};
    struct iovec vectors[32];
    if (count > 32) count = 32;
    double t = now();
    memcpy(payload, &t, 8);
    for (int i = 0; i < count; i++) {
        vectors[i] = (struct iovec){buffers[i], message(c, buffers[i], payload)};
        headers[i].msg_hdr.msg_iov = &vectors[i];
        headers[i].msg_hdr.msg_iovlen = 1;
    }
    int n = sendmmsg(c->fd, headers, count, 0);
    if (n > 0) c->sent += n;
}

static void allocate_until(double end, long *count) {
    uint8_t m[1024], answer[2048];
    while (now() < end) {
        client c = {0};
        *nonce = 0;
        open_client(&c);
        allocate(&c);
        const uint8_t zero[4] = {0};
        int n = sign(m, attribute(m, begin(m, 0x0004), 0x000D, zero, 4));
        ask(&c, m, n, answer);
        close(c.fd);
        ++*count;
    }
}

static void allocation_rate(void) {
    double start = now(), busy = cpu();
    long *counts = mmap(NULL, pairs * sizeof(long), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pairs; i++) {
        if (fork() == 0) {
            allocate_until(start + allocations, &counts[i]);
            _exit(0);
        }
    }
    while (wait(NULL) > 0) {}
    double t = now() - start;
    long count = 0;
    for (int i = 0; i < pairs; i++) count += counts[i];
    printf("allocations/s %.0f, server CPU per allocation %.1f us\n", count / t,
           (cpu() - busy) * 1e6 / count);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* In turns, so that whatever else the machine does befalls both. */
static void refusal_times(void) {
    char known[64];
    strcpy(known, username);
    const char *names[2] = {"nobody", known};
    strcpy(password, "wrong");
    client c = {0};
    open_client(&c);
    uint8_t m[1024], answer[2048];
    const uint8_t udp[4] = {17};
    double *times[2] = {calloc(refusals, sizeof(double)), calloc(refusals, sizeof(double))};
    int got = ask(&c, m, attribute(m, begin(m, 0x0003), 0x0019, udp, 4), answer);
    for (int i = 0; i < 2 * refusals; i++) {
        strcpy(username, names[i & 1]);
        learn(answer, got);
        int n = sign(m, attribute(m, begin(m, 0x0003), 0x0019, udp, 4));
        double asked = now();
        got = ask(&c, m, n, answer);
        times[i & 1][i / 2] = now() - asked;
        if (!code(answer, got)) die("not refused");
    }
    for (int i = 0; i < 2; i++) {
        qsort(times[i], refusals, sizeof(double), by_size);
        printf("%s p50 %.2f us, p90 %.2f us; ", i ? "wrong password" : "unknown user",
               times[i][refusals / 2] * 1e6, times[i][refusals * 9 / 10] * 1e6);
    }
    printf("\n");
}

static void options(int argc, char **argv) {
    int o;
    while ((o = getopt(argc, argv, "s:p:w:P:m:t:n:l:r:d:eE:oa:u:bW:")) != -1) {
        switch (o) {
        case 's': host = optarg; break;
        case 'p': port = atoi(optarg); break;
        case 'w': secret = optarg; break;
        case 'P': pid = atoi(optarg); break;
        case 'm': mode = optarg; break;
        case 't': transport = optarg; break;
        case 'n': pairs = atoi(optarg); break;
        case 'l': size = atoi(optarg); break;
        case 'r': rate = atoi(optarg); break;
        case 'd': seconds = atoi(optarg); break;
        case 'e': echo = 1; break;
        case 'E': echo_host = optarg; break;
        case 'o': one_way = 1; break;
        case 'a': allocations = atoi(optarg); break;
        case 'u': refusals = atoi(optarg); break;
        case 'b': baseline = 1; break;
        case 'W': window = atoi(optarg); break;
        default: exit(2);
        }
    }
}

static void set_up(client *clients, int count) {
    for (int i = 0; i < count; i++) {
        open_client(&clients[i]);
        if (!baseline) allocate(&clients[i]);
    }
    for (int i = 0; i < count; i++) {
        client *c = &clients[i];
        if (baseline) {
            uint8_t hello[8] = {'R', 'E', 'G', i & 1};
            uint32_t pair = i / 2;
            memcpy(hello + 4, &pair, 4);
            if (send(c->fd, hello, 8, 0) != 8) die("hello");
            continue;
        }
        c->peer = echo ? echo_address : clients[i ^ 1].relayed;
        permit(c);
    }
    usleep(100000);
}

/* Frees the allocations, so that the next run finds the ports of its sockets unused. */
static void tear_down(client *clients, int count) {
    const uint8_t zero[4] = {0};
    uint8_t m[1024], answer[2048];
    for (int i = 0; i < count && !baseline; i++) {
        client *c = &clients[i];
        for (int attempt = 0; attempt < 2; attempt++) {
            int n = sign(m, attribute(m, begin(m, 0x0004), 0x000D, zero, 4));
            raw_write(c, m, n);
            double until = now() + 0.2;
            int got = -1;
            while (got < 20 && now() < until) got = raw_read(c, answer, sizeof answer);
            if (got < 20 || code(answer, got) != 438) break;
            learn(answer, got);
        }
    }
}

static void report(client *clients, int count, double busy, double elapsed) {
    long sent = 0, received = 0;
    for (int i = 0; i < count; i++) {
        sent += clients[i].sent;
        received += clients[i].received;
    }
    long seen = 0;
    int p50 = -1, p99 = -1;
    for (int i = 0; i < MAX_BUCKET; i++) {
        seen += histogram[i];
        if (p50 < 0 && seen * 100 >= received * 50) p50 = i;
        if (p99 < 0 && seen * 100 >= received * 99) p99 = i;
    }
    printf("sent %ld received %ld lost %.2f%% rate %.0f/s cpu/datagram %.2f us p50 %d us p99 %d us\n",
           sent, received, 100.0 * (sent - received) / sent, received / elapsed,
           busy * 1e6 / received, p50, p99);
}

/* Whether a client is one that sends. */
static int sends(int i) { return !one_way || i % 2 == 0 || echo; }

int main(int argc, char **argv) {
    options(argc, argv);
    histogram = calloc(MAX_BUCKET, sizeof(int));
    server.sin_family = AF_INET;
    server.sin_port = htons(port);
    inet_pton(AF_INET, host, &server.sin_addr);
    credentials();
    tls = SSL_CTX_new(TLS_client_method());
    if (allocations) {
        allocation_rate();
        return 0;
    }
    if (refusals) {
        refusal_times();
        return 0;
    }
    int ep = epoll_create1(0);
    if (echo) {
        socklen_t length = sizeof echo_address;
        echo_address = server;
        echo_address.sin_port = 0;
        if (echo_host) inet_pton(AF_INET, echo_host, &echo_address.sin_addr);
        echo_fd = socket(AF_INET, SOCK_DGRAM, 0);
        int big = 4 << 20;
        setsockopt(echo_fd, SOL_SOCKET, SO_RCVBUF, &big, sizeof big);
        bind(echo_fd, (struct sockaddr *)&echo_address, sizeof echo_address);
        getsockname(echo_fd, (struct sockaddr *)&echo_address, &length);
        struct epoll_event e = {EPOLLIN, {.ptr = NULL}};
        epoll_ctl(ep, EPOLL_CTL_ADD, echo_fd, &e);
    }
    int count = echo ? pairs : 2 * pairs;
    client *clients = calloc(count, sizeof(client));
    set_up(clients, count);
    double start = now();
    for (int i = 0; i < count; i++) {
        clients[i].next = start + (rate ? (double)i / count / rate : 0);
        struct epoll_event e = {EPOLLIN, {.ptr = &clients[i]}};
        epoll_ctl(ep, EPOLL_CTL_ADD, clients[i].fd, &e);
    }
    double busy = cpu(), end = start + seconds;
    struct epoll_event events[256];
    while (now() < end + 0.3) {
        double t = now();
        for (int i = 0; i < count && t < end; i++) {
            client *c = &clients[i];
            if (!sends(i)) continue;
            if (rate) {
                if (c->next > t) continue;
                send_one(c);
                c->next += 1.0 / rate;
            } else {
                long done = echo ? c->received : clients[i ^ 1].received;
                long flying = c->sent - c->lost - done;
                if (flying < window) send_burst(c, 32);
                else if (t - c->next > 0.05) c->lost += flying, c->next = t; /* go on */
                if (flying < window) c->next = t;
            }
        }
        int n = epoll_wait(ep, events, 256, 0);
        for (int i = 0; i < n; i++) {
            if (events[i].data.ptr) drain(events[i].data.ptr);
            else drain_echo();
        }
        if (rate && n == 0) {
            struct timespec nap = {0, 50000};
            nanosleep(&nap, NULL);
        }
    }
    double used = cpu() - busy;
    report(clients, count, used, seconds);
    tear_down(clients, count);
    return 0;
}
