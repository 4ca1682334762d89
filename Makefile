# Everything a person types. What is built, and how, stands in pom.xml.
.DEFAULT_GOAL := help
.PHONY: help build run test natlab faults format clean

# Maven itself needs no native access and no warnings about its own libraries.
MVN = JAVA_HOME="$$(tools/java-home)" \
  MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow $$MAVEN_OPTS" \
  mvn --batch-mode --no-transfer-progress

BUILT = server/target/.built
# Folders too: a deleted file shows in the time of its folder.
SOURCES = $(shell find pom.xml .mvn tools */pom.xml */src web \
  \( -path '*/target' -o -path '*/src/test' -o -path web/test \) -prune -o -print)

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

build: $(BUILT) ## make ./duologue run; needs JDK 25 and Maven only

$(BUILT): $(SOURCES)
	@tools/java-home >/dev/null
	$(MVN) -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -T1C -DskipTests package
	@tools/train-aot
	@touch $@

run: build ## build what changed and start: make run ARGS="--port 9000"
	@exec ./duologue serve $(ARGS)

test: ## every check there is; installs browsers and coturn's client where they are missing
	@tools/java-home >/dev/null
	@e2e/install-tools
	$(MVN) verify

natlab: build ## calls between all kinds of networks, as root; writes docs/reliability.md
	@e2e/install-tools
	@NATLAB=whole e2e/run e2e/natlab/*.test.js

TIMES = 10
faults: build ## what calls outlive, as root, over an hour; writes docs/reliability.md; make faults TIMES=3
	@e2e/install-tools
	@FAULTS=$(TIMES) e2e/run e2e/faults/*.test.js

format: ## put Java, JavaScript and CSS into the one form
	$(MVN) --quiet spotless:apply
	@tools/npm-install
	node_modules/.bin/biome check --write

clean: ## forget everything built
	$(MVN) --quiet clean
