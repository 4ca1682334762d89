# Everything a person types. What is built, and how, stands in pom.xml.
.DEFAULT_GOAL := help
.PHONY: help build run dev check test natlab faults hostile stress format clean

# Maven itself needs no native access and no warnings about its own libraries.
MVN = JAVA_HOME="$$(tools/java-home)" \
  MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow $$MAVEN_OPTS" \
  mvn --batch-mode --no-transfer-progress

PACKAGE = $(MVN) -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -T1C -DskipTests package

BUILT = server/target/.built
BUILT_PROGRAM = server/target/.built-program
# Folders too: a deleted file shows in the time of its folder.
sources = $(shell find $(1) \( -path '*/target' -o -path '*/src/test' -o -path web/test \) -prune -o -print)
PROGRAM_SOURCES = pom.xml .mvn */pom.xml turn/src signaling/src server/src
PAGE_SOURCES = web tools package.json package-lock.json

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

build: $(BUILT) ## make ./duologue run; installs a JDK, Maven and Node.js where they are missing

$(BUILT): $(call sources,$(PROGRAM_SOURCES) $(PAGE_SOURCES))
	@tools/set-up build
	$(PACKAGE)
	@tools/train-aot
	@touch $(BUILT_PROGRAM) $@

# Without the page.
$(BUILT_PROGRAM): $(call sources,$(PROGRAM_SOURCES))
	@tools/set-up build
	$(PACKAGE) -Dpage.skip
	@touch $@

run: build ## build what changed and start: make run ARGS="--port 9000"
	@exec ./duologue serve $(ARGS)

dev: $(BUILT_PROGRAM) ## serve web/ as it lies there: a change shows by reloading; ARGS as above
	@exec ./duologue serve --web-dir web $(ARGS)

check: ## every check that needs neither a browser nor root, in a few minutes
	@tools/set-up check
	$(MVN) -T1C verify --projects '!e2e'

test: ## every check there is; installs browsers and coturn's client where they are missing
	@tools/set-up test
	$(MVN) -T1C verify

natlab: build ## calls between all kinds of networks; writes docs/reliability.md
	@tools/set-up test
	@NATLAB=whole e2e/run e2e/natlab/*.test.js

TIMES = 10
faults: build ## what calls outlive, over an hour; writes docs/reliability.md; make faults TIMES=3
	@tools/set-up test
	@FAULTS=$(TIMES) e2e/run e2e/faults/*.test.js

hostile: build ## a call beside every attack that one address can make; writes docs/reliability.md
	@tools/set-up test
	@HOSTILE=whole e2e/run e2e/hostile/hostile.test.js

stress: ## memory and descriptors of the relay at the moment of closing, in minutes
	@tools/set-up check
	$(MVN) --projects turn -Dtest.left-out=none -Dgroups=stress test

format: ## put Java, JavaScript and CSS into the one form
	$(MVN) --quiet spotless:apply
	@tools/npm-install
	node_modules/.bin/biome check --write

clean: ## forget everything built
	$(MVN) --quiet clean
