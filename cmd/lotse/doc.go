// Command lotse is the digital pilot through public services: the bot itself and the tools of those who write its content and run it.
//
// It only wires things together. What it can do stands in the packages flows, content and bot; here are flags, environment and
// one optional YAML file, all from the one definition in type cli.
package main
