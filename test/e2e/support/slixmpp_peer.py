"""A client and a component of Slixmpp, the successor of SleekXMPP. Says what it reads, a JSON object a line."""
import asyncio
import json
import sys

import slixmpp
from slixmpp.exceptions import IqError


def say(step, **what):
    print(json.dumps({"step": step, **what}), flush=True)


async def condition_of(request):
    """The condition of the error that a request is answered with, and of what class."""
    try:
        await request
    except IqError as error:
        return {"condition": error.iq["error"]["condition"], "type": error.iq["error"]["type"],
                "text": error.iq["error"]["text"], "xml": str(error.iq)}
    return None


def set_registration(client, to, **fields):
    iq = client.make_iq_set(ito=to)
    for field, value in fields.items():
        iq["register"][field] = value
    return iq.send(timeout=5)


class Client(slixmpp.ClientXMPP):
    """Does with a registration service what a client does."""

    def __init__(self, jid, password, service):
        super().__init__(jid, password)
        self.service = service
        for plugin in ("xep_0004", "xep_0030", "xep_0066", "xep_0077", "xep_0199"):
            # Registering with the server itself is not what is tried here.
            self.register_plugin(plugin, {"create_account": False} if plugin == "xep_0077" else None)
        self.add_event_handler("session_start", self.start)
        self.add_event_handler("message", lambda message: say("message", body=message["body"], sender=message["from"].full))

    async def start(self, _event):
        self.send_presence()
        try:
            await self.talk()
        except Exception as error:  # pylint: disable=broad-except
            say("failed", error=repr(error))
        say("ready", jid=self.boundjid.full)

    async def talk(self):
        service, register = self.service, self["xep_0077"]
        info = (await self["xep_0030"].get_info(service, timeout=5))["disco_info"]
        say("disco", features=sorted(info["features"]), identities=[list(one[:2]) for one in info["identities"]])

        form = (await register.get_registration(service, timeout=5))["register"]
        say("form", registered=form["registered"], fields=sorted(form["fields"]), username=form["username"])

        say("incomplete", **await condition_of(set_registration(self, service, username="slix")))
        answer = await set_registration(self, service, username="slix", password="Calliope")
        say("registered", type=answer["type"])

        form = (await register.get_registration(service, timeout=5))["register"]
        say("form again", registered=form["registered"], username=form["username"], password=form["password"])

        say("conflict", **await condition_of(set_registration(self, service, username="dana", password="Erato")))
        say("changed", type=(await set_registration(self, service, username="slix", password="Thalia ✓"))["type"])

        say("pinged", seconds=await self["xep_0199"].ping(service, timeout=5))
        say("unknown", **await condition_of(self.plugin["xep_0030"].get_info(service, node="no such node", timeout=5)))

        say("removed", type=(await register.cancel_registration(service, timeout=5))["type"])
        say("removed twice", **await condition_of(register.cancel_registration(service, timeout=5)))


class Component(slixmpp.ComponentXMPP):
    """Slixmpp's own registration service."""

    def __init__(self, jid, secret, host, port):
        super().__init__(jid, secret, host, port)
        for plugin in ("xep_0004", "xep_0030", "xep_0066", "xep_0077", "xep_0199"):
            self.register_plugin(plugin)
        self.add_event_handler("session_start", lambda _event: say("ready", jid=self.boundjid.full))
        self.add_event_handler("user_register", lambda iq: say("user_register", username=iq["register"]["username"]))
        self.add_event_handler("user_unregister", lambda _iq: say("user_unregister"))


async def until_told(xmpp):
    """Runs until standard input ends."""
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)
    xmpp.disconnect()
    await asyncio.wait_for(xmpp.disconnected, 10)


def main(kind, jid, password, host, port, service=None):
    if kind == "client":
        xmpp = Client(jid, password, service)
        xmpp.connect(address=(host, int(port)), disable_starttls=True)
    else:
        xmpp = Component(jid, password, host, int(port))
        xmpp.connect()
    xmpp.loop.run_until_complete(until_told(xmpp))


main(*sys.argv[1:])
